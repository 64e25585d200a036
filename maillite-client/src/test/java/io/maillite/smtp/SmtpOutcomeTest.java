package io.maillite.smtp;

import static io.maillite.smtp.Mails.CHUNKING;
import static io.maillite.smtp.Mails.PIPELINING;
import static io.maillite.smtp.Mails.client;
import static io.maillite.smtp.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.maillite.sasl.MailAuthenticationException;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of outcomes, row by row, as dialogues. */
class SmtpOutcomeTest {
    private static final String PLAIN = """
            S: 220 ready
            C: EHLO client.example.org
            S: 250 hello
            """;
    /** Shows the client that commands sent together are answered: from then on whole messages are. */
    private static final String FIRST = """
            C: MAIL FROM:<from@example.org>
            C: RCPT TO:<first@example.org>
            S: 250 ok
            S: 250 ok
            C: BDAT 21 LAST
            -- read 21
            S: 250 ok
            """;

    private static SendResult send(ScriptedServer server, MailObject mail) throws IOException {
        try (SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail);
            session.quit();
            return result;
        }
    }

    private static SendResult sendSecond(ScriptedServer server, MailObject mail) throws IOException {
        try (SmtpSession session = client(server).open()) {
            session.send(mail("first@example.org")).orThrow();
            SendResult result = session.send(mail);
            session.quit();
            return result;
        }
    }

    private static SmtpReply reply(SendResult result) {
        return ((SmtpException) result.failure().orElseThrow()).reply().orElseThrow();
    }

    @Test
    void inDoubtNamesThoseToWhomItWasNotSent() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 452 4.5.3 too many
                C: DATA
                S: 354 go on
                -- content
                S: 250 queued
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 ok
                C: RCPT TO:<c@example.org>
                S: 452 4.5.3 too many
                C: DATA
                S: 354 go on
                -- content
                -- drop
                """)) {
            SendResult result = send(server, mail("a@example.org", "b@example.org", "c@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.failure().orElseThrow())
                    .hasMessageContaining("in doubt for b@example.org")
                    .hasMessageContaining("It was not sent to c@example.org")
                    .hasMessageContaining("It was delivered to a@example.org");
            assertThat(result.recipients().notSent()).containsExactly("c@example.org");
        }
    }

    @Test
    void deliveredOneByOne() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 250 2.1.0 ok
                C: RCPT TO:<a@example.org>
                S: 250 2.1.5 ok
                C: RCPT TO:<b@example.org>
                S: 251 2.1.5 forwarded
                C: DATA
                S: 354 go on
                -- content
                S: 250 2.0.0 queued as 17
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail("a@example.org", "b@example.org"));
            server.verify();

            assertThat(result.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(result.failure()).isEmpty();
            assertThat(result.recipients().accepted()).containsExactly("a@example.org", "b@example.org");
            SmtpReply reply = result.reply().orElseThrow();
            assertThat(reply.code()).isEqualTo(250);
            assertThat(reply.enhancedStatus().orElseThrow()).isEqualTo(new EnhancedStatus(2, 0, 0));
            assertThat(reply.text()).isEqualTo("2.0.0 queued as 17");
            assertThat(server.connection(0).messages()).containsExactly(Mails.TEXT.getBytes());
        }
    }

    @Test
    void m21MailRefusedForNowAndDisconnectedIsTheRefusal() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 451 4.7.1 greylisted
                -- close
                """)) {
            SendResult result = send(server, mail("a@example.org"));

            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow()).isInstanceOf(SmtpTransientException.class);
            assertThat(reply(result).code()).isEqualTo(451);
            assertThat(result.retriable()).isFalse();
            assertThat(result.recipients().refused()).containsOnlyKeys("a@example.org");
        }
    }

    @Test
    void m22ClosingAtMail() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 421 4.3.2 closing
                -- client closes
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            server.verify();

            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(reply(result).code()).isEqualTo(421);
            assertThat(result.retriable()).isTrue();
        }
    }

    @Test
    void m22ClosingAtTheSecondRecipient() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 421 4.3.2 closing
                -- close
                """)) {
            SendResult result = send(server, mail("a@example.org", "b@example.org"));
            server.verify();

            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(reply(result).code()).isEqualTo(421);
            assertThat(result.recipients().notSent()).containsExactly("a@example.org");
            assertThat(result.recipients().refused()).containsOnlyKeys("b@example.org");
            assertThat(result.retriable()).isTrue();
        }
    }

    @Test
    void m22ClosingAtData() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: DATA
                S: 421 4.3.2 closing
                -- client closes
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(reply(result).code()).isEqualTo(421);
            assertThat(result.retriable()).isTrue();
        }
    }

    @Test
    void m23SenderRefusedForGoodOneByOne() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 550 5.7.1 not you
                C: RSET
                S: 250 ok
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.failure().orElseThrow())
                    .isInstanceOf(SmtpPermanentException.class)
                    .hasMessageContaining("MAIL FROM:<from@example.org>")
                    .hasMessageContaining("550 5.7.1 not you");
        }
    }

    @Test
    void m23SenderRefusedIsTheCauseAndNotWhatFollows() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: DATA
                S: 550 5.7.1 not you
                S: 503 5.5.1 need MAIL
                S: 503 5.5.1 need RCPT
                C: RSET
                S: 250 ok
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(reply(result).code()).isEqualTo(550);
        }
    }

    @Test
    void m24SomeRecipientsRefusedTheOthersGetIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: RCPT TO:<d@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 550 5.1.1 nobody
                S: 450 4.2.1 later
                S: 250 ok
                S: 354 go on
                -- content
                S: 250 2.0.0 queued
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail("a@example.org", "b@example.org", "c@example.org", "d@example.org"));
            server.verify();

            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow())
                    .isInstanceOf(SmtpTransientException.class)
                    .hasMessageContaining("RCPT TO:<c@example.org>")
                    .hasMessageContaining("It was delivered to a@example.org, d@example.org");
            assertThat(reply(result).code()).isEqualTo(450);
            assertThat(result.reply().orElseThrow().code()).isEqualTo(250);
            assertThat(result.recipients().accepted()).containsExactly("a@example.org", "d@example.org");
            assertThat(result.recipients().refused()).hasSize(2);
            assertThat(result.recipients().refused().get("b@example.org").code())
                    .isEqualTo(550);
            assertThat(result.recipients().refused().get("c@example.org").code())
                    .isEqualTo(450);
        }
    }

    @Test
    void m25AllRecipientsRefusedAndDataToo() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 ok
                S: 550 5.1.1 nobody
                S: 551 5.1.6 moved
                S: 554 5.5.1 no valid recipients
                C: RSET
                S: 250 ok
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail("a@example.org", "b@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(reply(result).code()).isEqualTo(550);
            assertThat(result.recipients().refused()).hasSize(2);
        }
    }

    @Test
    void m25AllRecipientsRefusedAndDataAcceptedGetsTheDotAlone() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: DATA
                S: 250 ok
                S: 450 4.2.1 later
                S: 354 go on
                C: .
                S: 554 5.5.1 no valid recipients
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(reply(result).code()).isEqualTo(450);
        }
    }

    @Test
    void m25AllRecipientsRefusedOneByOneHasNoData() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 550 5.1.1 nobody
                C: RSET
                S: 250 ok
                C: QUIT
                S: 221 bye
                """)) {
            assertThat(send(server, mail("a@example.org")).outcome()).isEqualTo(Outcome.PERMANENT);
            server.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"451 4.3.0 later", "554 5.7.1 no"})
    void m27DataRefusedAndTheSessionGoesOn(String reply) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: DATA
                S: %s
                C: RSET
                S: 250 ok
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 ok
                C: DATA
                S: 354 go on
                -- content
                S: 250 ok
                C: QUIT
                S: 221 bye
                """.formatted(reply));
                SmtpSession session = client(server).open()) {
            SendResult refused = session.send(mail("a@example.org"));
            SendResult delivered = session.send(mail("b@example.org"));
            session.quit();
            server.verify();
            assertThat(reply(refused).toString()).isEqualTo(reply);
            assertThat(delivered.outcome()).isEqualTo(Outcome.DELIVERED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"451 4.3.0 later", "554 5.7.1 spam"})
    void m29MessageRefusedAtItsEnd(String reply) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 250 ok
                S: 354 go on
                -- content
                S: %s
                C: QUIT
                S: 221 bye
                """.formatted(reply))) {
            SendResult result = send(server, mail("a@example.org", "b@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(reply.startsWith("4") ? Outcome.TRANSIENT : Outcome.PERMANENT);
            assertThat(reply(result).toString()).isEqualTo(reply);
            assertThat(result.recipients().refused()).hasSize(2);
            assertThat(result.retriable()).isFalse();
        }
    }

    @Test
    void closingAtTheEndIsTransientAndNotInDoubt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 354 go on
                -- content
                S: 421 4.3.2 closing
                -- client closes
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.retriable()).isFalse();
        }
    }

    @Test
    void lostBeforeTheEndIsTransientAndNothingWasSent() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                -- drop
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow())
                    .hasMessageContaining("the reply to DATA")
                    .hasMessageContaining("Nothing was sent")
                    .cause()
                    .isNotNull();
            assertThat(result.recipients().notSent()).containsExactly("a@example.org");
            assertThat(result.retriable()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- drop",
                "-- reset",
                "S= 250 que\n-- drop",
                "S: what\n-- client closes",
                "S: 354 go on\n-- client closes"
            })
    void inDoubtWhenTheEndWasSentAndNoReplyCanBeRead(String end) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 550 nobody
                C: DATA
                S: 354 go on
                -- content
                %s
                """.formatted(end))) {
            SendResult result = send(server, mail("a@example.org", "b@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.failure().orElseThrow())
                    .isInstanceOf(DeliveryInDoubtException.class)
                    .hasMessageContaining("in doubt for a@example.org")
                    .cause()
                    .isNotNull();
            assertThat(result.recipients().inDoubt()).containsExactly("a@example.org");
            assertThat(result.recipients().refused()).containsOnlyKeys("b@example.org");
            assertThat(result.retriable()).isFalse();
        }
    }

    @Test
    void m53NoReplyToTheEndInTimeIsInDoubtAndNamesThePhase() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                        C: MAIL FROM:<from@example.org>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go on
                        -- content
                        -- silence
                        """);
                SmtpSession session =
                        client(server).dataTimeout(Duration.ofMillis(100)).open()) {
            SendResult result = session.send(mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.failure().orElseThrow())
                    .hasMessageContaining("the end of the data did not come within 100 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL FROM:<from@example.org>", "RCPT TO:<a@example.org>", "DATA"})
    void m53EachPhaseEndsInTimeAndIsNamed(String silentAt) throws Exception {
        StringBuilder dialogue = new StringBuilder(PLAIN);
        for (String command : List.of("MAIL FROM:<from@example.org>", "RCPT TO:<a@example.org>", "DATA")) {
            dialogue.append("C: ").append(command).append('\n');
            if (command.equals(silentAt)) {
                break;
            }
            dialogue.append("S: 250 ok\n");
        }
        try (ScriptedServer server = ScriptedServer.start(dialogue + "-- silence\n");
                SmtpSession session = client(server)
                        .connection(settings -> settings.withReadTimeout(Duration.ofSeconds(2)))
                        .open()) {
            SendResult result = session.send(mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow())
                    .hasMessageContaining("the reply to " + silentAt + " did not come");
        }
    }

    @Test
    void protocolBrokenBeforeTheEndIsTheTypedCause() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 354 go on
                -- client closes
                """)) {
            SendResult result = send(server, mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.failure().orElseThrow()).isInstanceOf(MailProtocolException.class);
            assertThat(result.recipients().notSent()).containsExactly("a@example.org");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000_000})
    void m63SourceThatFailsEndsTheConnectionBeforeTheFinalDot(int octetsBefore) throws Exception {
        IOException broken = new IOException("the disk is gone");
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw broken;
            }
        };
        MessageSource source = () -> new SequenceInputStream(
                new ByteArrayInputStream(
                        "0123456789012345678\n".repeat(octetsBefore / 20).getBytes()),
                failing);
        try (SinkServer server = SinkServer.builder().without("CHUNKING").start()) {
            SmtpSession session = client(server).open();
            SendResult result = session.send(mail(source));

            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow())
                    .isInstanceOf(SmtpTransientException.class)
                    .hasMessageContaining("the disk is gone")
                    .cause()
                    .isSameAs(broken);
            assertThat(result.retriable()).isFalse();
            assertThat(session.isUsable()).isFalse();
            await().until(() -> server.openConnections() == 0);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void m63SourceThatFailsBetweenChunksIsNotEndedAndTheSessionGoesOn() throws Exception {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        MessageSource source =
                () -> new SequenceInputStream(new ByteArrayInputStream(new byte[ChunkedContent.CHUNK * 3]), failing);
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results =
                    Mails.sendAll(session, List.of(mail("a@example.org"), mail(source), mail("b@example.org")));
            session.quit();

            assertThat(results)
                    .extracting(SendResult::outcome)
                    .containsExactly(Outcome.DELIVERED, Outcome.TRANSIENT, Outcome.DELIVERED);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void m63SourceThatCannotBeOpenedCostsNothing() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail(() -> {
                throw new IOException("no such file");
            }));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("no such file");
        }
    }

    @Test
    void refusalDuringTheDataIsReportedAndNotTheBrokenPipe() throws Exception {
        byte[] large = "0123456789abcdef0123456789abcdef0123456789abcdef\r\n"
                .repeat(200_000)
                .getBytes();
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: DATA
                S: 354 go on
                -- read 100000
                S: 552 5.3.4 too much
                -- close
                """)) {
            SendResult result = send(server, mail(MessageSource.of(large)));
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(reply(result).toString()).isEqualTo("552 5.3.4 too much");
            assertThat(result.recipients().refused()).containsOnlyKeys("a@example.org");
        }
    }

    @Test
    void requiredRecipientRefusedAndNobodyGetsIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: RCPT TO:<b@example.org>
                        S: 250 ok
                        S: 250 ok
                        S: 550 5.1.1 nobody
                        C: RSET
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).requireAllRecipients(true).open()) {
            SendResult result = session.send(mail("a@example.org", "b@example.org"));
            session.quit();
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("nothing was sent to anybody");
            assertThat(result.recipients().notSent()).containsExactly("a@example.org");
            assertThat(result.recipients().refused()).containsOnlyKeys("b@example.org");
        }
    }

    @Test
    void tooManyRecipientsGoInAFurtherTransaction() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 452 4.5.3 too many
                S: 452 too many
                S: 354 go on
                -- content
                S: 250 first
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 550 nobody
                S: 354 go on
                -- content
                S: 250 second
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server, mail("a@example.org", "b@example.org", "c@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.recipients().accepted()).containsExactly("a@example.org", "b@example.org");
            assertThat(result.recipients().refused()).containsOnlyKeys("c@example.org");
        }
    }

    @Test
    void tooManyRecipientsWithAllRequiredSendsNothingAndSaysWhy() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: RCPT TO:<b@example.org>
                        S: 250 ok
                        S: 250 ok
                        S: 452 4.5.3 too many
                        C: RSET
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).requireAllRecipients(true).open()) {
            SendResult result = session.send(mail("a@example.org", "b@example.org"));
            session.quit();
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("All recipients are required");
        }
    }

    @Test
    void moreDomainsThanTheServerTakesAtOnceWithAllRequiredSendsNothingAndSaysWhy() throws Exception {
        try (SinkServer server =
                        SinkServer.builder().with("LIMITS RCPTDOMAINMAX=1").start();
                SmtpSession session = client(server).requireAllRecipients(true).open()) {
            SendResult result = session.send(mail("a@example.org", "b@example.net"));
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("1 recipients' domains at once");
            session.send(mail("a@example.org", "b@EXAMPLE.org")).orThrow();
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void aRecipientWhoseReplyIsLostBehindAnOverflowIsInDoubtToo() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: BDAT 21 LAST
                -- read 21
                S: 250 ok
                S: 250 ok
                S: 452 later
                -- drop
                """)) {
            SendResult result = sendSecond(server, mail("a@example.org", "b@example.org", "c@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.recipients().inDoubt()).containsExactly("a@example.org", "c@example.org");
            assertThat(result.recipients().notSent()).containsExactly("b@example.org");
        }
    }

    @Test
    void lostInTheSecondOfTwoTransactionsNamesEach() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250-hello
                S: 250 LIMITS RCPTMAX=1
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: DATA
                S: 354 go on
                -- content
                S: 250 first
                C: MAIL FROM:<from@example.org>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 ok
                C: DATA
                S: 354 go on
                -- content
                -- drop
                """)) {
            SendResult result = send(server, mail("a@example.org", "b@example.org", "c@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.recipients().accepted()).containsExactly("a@example.org");
            assertThat(result.recipients().inDoubt()).containsExactly("b@example.org");
            assertThat(result.recipients().notSent()).containsExactly("c@example.org");
        }
    }

    @Test
    void wholeMessageInOneGoLostIsInDoubt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: BDAT 21 LAST
                -- read 21
                S: 250 ok
                -- drop
                """)) {
            SendResult result = sendSecond(server, mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
        }
    }

    @Test
    void wholeMessageInOneGoWithTheSenderRefusedIsRefusedEvenWhenLost() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: BDAT 21 LAST
                -- read 21
                S: 550 5.7.1 not you
                -- drop
                """)) {
            SendResult result = sendSecond(server, mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(reply(result).code()).isEqualTo(550);
        }
    }

    @Test
    void m22WholeMessageInOneGoAndClosingBeforeItsEndIsNotInDoubt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: RCPT TO:<b@example.org>
                C: BDAT 21 LAST
                -- read 21
                S: 250 ok
                S: 250 ok
                S: 421 4.3.2 closing
                -- close
                """)) {
            SendResult result = sendSecond(server, mail("a@example.org", "b@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(reply(result).code()).isEqualTo(421);
            assertThat(result.retriable()).isTrue();
        }
    }

    @Test
    void allRecipientsRefusedWithAWholeMessageInOneGoIsResetBeforeTheNext() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST + """
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                C: BDAT 21 LAST
                -- read 21
                S: 250 ok
                S: 550 5.1.1 nobody
                S: 554 5.5.1 no valid recipients
                C: RSET
                S: 250 ok
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = sendSecond(server, mail("a@example.org"));
            server.verify();
            assertThat(reply(result).code()).isEqualTo(550);
        }
    }

    @Test
    void sendmailGivesTheRefusedRecipientsAndThrowsIfNobodyIsLeft() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                        C: MAIL FROM:<>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 550 nobody
                        C: RCPT TO:<b@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go on
                        -- content
                        S: 250 ok
                        C: MAIL FROM:<from@example.org>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 550 nobody
                        C: RSET
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).open()) {
            var refused = session.sendmail(
                    Envelope.NULL_SENDER, List.of("a@example.org", "b@example.org"), Mails.text(Mails.TEXT));
            assertThat(refused).containsOnlyKeys("a@example.org");
            assertThatThrownBy(() ->
                            session.sendmail("from@example.org", List.of("a@example.org"), Mails.text(Mails.TEXT)))
                    .isInstanceOf(SmtpPermanentException.class);
            session.quit();
            server.verify();
        }
    }

    @Test
    void eachCommandByItself() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                        C: HELO client.example.org
                        S: 250 hello
                        C: VRFY jane
                        S: 252 perhaps
                        C: MAIL FROM:<from@example.org> SIZE=3
                        S: 250 ok
                        C: RCPT TO:<postmaster>
                        S: 250 ok
                        C: DATA
                        S: 354 go on
                        C: x
                        C: .
                        S: 250 ok
                        C: RSET
                        S: 250 ok
                        C: NOOP
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).open()) {
            assertThat(session.helo().code()).isEqualTo(250);
            assertThat(session.vrfy("jane").code()).isEqualTo(252);
            assertThat(session.mail("from@example.org", "SIZE=3").code()).isEqualTo(250);
            assertThat(session.rcpt("postmaster", "").code()).isEqualTo(250);
            assertThat(session.data(Mails.text("x")).code()).isEqualTo(250);
            assertThat(session.rset().code()).isEqualTo(250);
            assertThat(session.noop().code()).isEqualTo(250);
            session.quit();
            server.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S: 221 bye", "-- drop", "S: 500 what", "-- reset"})
    void m52QuitIsNeverAnError(String end) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + "C: QUIT\n" + end + "\n")) {
            client(server).open().quit();
            server.verify();
        }
    }

    @Test
    void aServerThatSaysUnaskedThatItGoesIsNotSpokenTo() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                        C: MAIL FROM:<from@example.org>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go on
                        -- content
                        S= 550 5.7.1 spam\\r\\n421 4.7.0 too many errors\\r\\n
                        -- client closes
                        """);
                SmtpSession session = client(server).open()) {
            assertThat(session.send(mail("a@example.org")).outcome()).isEqualTo(Outcome.PERMANENT);
            SendResult next = session.send(mail("b@example.org"));
            assertThat(next.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(next.retriable()).isTrue();
            assertThat(next.failure().orElseThrow())
                    .hasMessageContaining("has ended the session: 421 4.7.0 too many errors");
            assertThat(session.isUsable()).isFalse();
            server.verify();
        }
    }

    @Test
    void aServerThatGoesAmongTheRecipientsHasRefusedThoseItHasAnsweredAlone() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PLAIN + """
                        C: MAIL FROM:<from@example.org>
                        S: 250 ok
                        C: RCPT TO:<bad@example.org>
                        S= 550 5.1.1 nobody\\r\\n421 4.7.0 too many errors\\r\\n
                        -- client closes
                        """);
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail("bad@example.org", "good@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.retriable()).isTrue();
            assertThat(result.recipients().notSent()).containsExactly("good@example.org");
            server.verify();
        }
    }

    @Test
    void aFailureOfTheRestNamesThoseWhoHaveGotItBefore() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            server.faults().once("RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            SendResult first = session.send(mail("a@example.org", "b@example.org"));
            MailException noLogin = new MailAuthenticationException("the login was refused", "535 no", null);

            for (SendResult rest : List.of(
                    SendResult.withoutSession(List.of("b@example.org"), noLogin),
                    SendResult.impossible(List.of("b@example.org"), "It is too large. Nothing was sent", null),
                    SendResult.unreadable(List.of("b@example.org"), new IOException("gone")))) {
                SendResult all = rest.after(first);
                assertThat(all.retriable()).isFalse();
                assertThat(all.recipients().accepted()).containsExactly("a@example.org");
                assertThat(all.failure().orElseThrow())
                        .isInstanceOfSatisfying(SmtpException.class, failure -> assertThat(failure.recipients())
                                .isSameAs(all.recipients()))
                        .hasMessageContaining(rest.failure().orElseThrow().getMessage())
                        .hasMessageContaining("An earlier attempt has delivered it to a@example.org");
            }
            SendResult refusedLogin = SendResult.withoutSession(List.of("b@example.org"), noLogin);
            assertThat(refusedLogin.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(refusedLogin.after(first).outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(refusedLogin.after(first).failure().orElseThrow()).hasCause(noLogin);
        }
    }
}
