package io.maillite.smtp;

import static io.maillite.smtp.Mails.CHUNKING;
import static io.maillite.smtp.Mails.PIPELINING;
import static io.maillite.smtp.Mails.client;
import static io.maillite.smtp.Mails.mail;
import static io.maillite.smtp.Mails.sendAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.script.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server has to show before more is sent to it than it has answered, and what happens when it does not. */
class SmtpCautionTest {
    /** Long enough for what is answered, and short enough to wait for what is not. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String ENVELOPE = """
            C: MAIL FROM:<from@example.org>
            C: RCPT TO:<a@example.org>
            C: DATA
            """;

    private static final String TAKEN = """
            S: 250 sender
            S: 250 recipient
            S: 354 go on
            -- content
            """;

    /** A message by {@code BDAT} that waits for all that is to be known. */
    private static final String FIRST_CHUNK = """
            C: MAIL FROM:<from@example.org>
            C: RCPT TO:<a@example.org>
            S: 250 sender
            S: 250 recipient
            C: BDAT 21 LAST
            -- read 21
            S: 250 first
            """;

    private static final String QUIT = """
            C: QUIT
            S: 221 bye
            """;

    private static List<MailObject> mails(int count) {
        List<MailObject> mails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mails.add(mail("a@example.org"));
        }
        return mails;
    }

    // ---- behind the end of the data

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoAnswersBehindTheEndOfTheDataGetsTheNextMessageThere(boolean inGroups) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                        PIPELINING + ENVELOPE + TAKEN + """
                        C: NOOP
                        S: 250 first
                        S: 250 nothing done
                        """ + ENVELOPE + TAKEN + ENVELOPE + """
                        S: 250 second
                        """ + TAKEN + """
                        S: 250 third
                        """ + QUIT);
                SmtpSession session = client(server).open()) {
            List<SendResult> results = new ArrayList<>();
            if (inGroups) {
                session.sendInGroups(mails(3).iterator(), results::add);
            } else {
                session.send(mails(3).iterator(), results::add);
            }
            session.quit();
            server.verify();
            assertThat(results)
                    .extracting(result -> result.reply().orElseThrow().text())
                    .containsExactly("first", "second", "third");
            assertThat(session.losesWhatFollowsData()).isFalse();
        }
    }

    /** Haraka does, against SMTP smuggling. */
    @Test
    void whoRefusesItThereGetsTheNextMessageWhenTheOneBeforeIsAnswered() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                        PIPELINING + ENVELOPE + TAKEN + """
                        C: NOOP
                        S: 250 first
                        S: 503 pipelined after end of DATA
                        """ + ENVELOPE + TAKEN + """
                        -- quiet 50 ms
                        S: 250 second
                        """ + ENVELOPE + TAKEN + """
                        S: 250 third
                        """ + QUIT);
                SmtpSession session = client(server).open()) {
            List<SendResult> results = sendAll(session, mails(3));
            session.quit();
            server.verify();
            assertThat(results).hasSize(3).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(session.losesWhatFollowsData()).isTrue();
        }
    }

    /** Courier and chasquid do: what they have read by then is gone. */
    @Test
    void whoThrowsItAwayIsNotSpokenToAnyMore() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + ENVELOPE + TAKEN + """
                        C: NOOP
                        S: 250 first
                        -- client closes
                        """);
                SmtpSession session = client(server)
                        .connection(settings -> settings.withReadTimeout(PATIENCE))
                        .open()) {
            List<SendResult> results = sendAll(session, mails(3));
            server.verify();
            assertThat(results).singleElement().matches(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(session.isOpen()).isFalse();
            assertThat(session.losesWhatFollowsData()).isTrue();
            assertThat(session.brokeOnPipelining()).isFalse();
        }
    }

    @Test
    void whoIsKnownNotToIsNotAsked() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start(PIPELINING + ENVELOPE + TAKEN + """
                        -- quiet 50 ms
                        S: 250 first
                        """ + ENVELOPE + TAKEN + """
                        S: 250 second
                        """ + QUIT);
                SmtpSession session = client(server).followsData(false).open()) {
            List<SendResult> results = sendAll(session, mails(2));
            session.quit();
            server.verify();
            assertThat(results).hasSize(2).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(session.losesWhatFollowsData()).isFalse();
        }
    }

    @Test
    void norIsAnybodyBehindASingleMessage() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + ENVELOPE + TAKEN + """
                        S: 250 first
                        """ + QUIT);
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            session.quit();
            server.verify();
        }
    }

    @Test
    void whatIsRefusedThereLaterWasNotSent() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                        PIPELINING + ENVELOPE + TAKEN + """
                        C: NOOP
                        S: 250 first
                        S: 250 nothing done
                        """ + ENVELOPE + TAKEN + ENVELOPE + """
                        S: 250 second
                        S: 503 pipelined after end of DATA
                        S: 503 no sender
                        S: 503 no recipient
                        """ + """
                        C: RSET
                        S: 250 ok
                        """ + QUIT);
                SmtpSession session = client(server).open()) {
            List<SendResult> results = sendAll(session, mails(3));
            session.quit();
            server.verify();
            assertThat(results)
                    .extracting(SendResult::outcome)
                    .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED, Outcome.TRANSIENT);
            assertThat(results.get(2).retriable()).isTrue();
            assertThat(session.losesWhatFollowsData()).isTrue();
        }
    }

    @Test
    void whatIsLostThereLaterWasNotSent() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start(PIPELINING + ENVELOPE + TAKEN + """
                        C: NOOP
                        S: 250 first
                        S: 250 nothing done
                        """ + ENVELOPE + TAKEN + ENVELOPE + """
                        S: 250 second
                        -- silence
                        """);
                SmtpSession session = client(server)
                        .connection(settings -> settings.withReadTimeout(PATIENCE))
                        .open()) {
            List<SendResult> results = sendAll(session, mails(3));
            assertThat(results)
                    .extracting(SendResult::outcome)
                    .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED, Outcome.TRANSIENT);
            assertThat(results.get(2).retriable()).isTrue();
            assertThat(session.losesWhatFollowsData()).isTrue();
        }
    }

    @Test
    void aMessageWithRecipientsLeftIsNotTheOneToFindOutWith() throws Exception {
        MailObject two = mail("a@example.org", "b@example.org");
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + """
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: RCPT TO:<b@example.org>
                        C: DATA
                        S: 250 sender
                        S: 250 recipient
                        S: 452 4.5.3 too many
                        S: 354 go on
                        -- content
                        S: 250 first
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<b@example.org>
                        C: DATA
                        S: 250 sender
                        S: 250 recipient
                        S: 354 go on
                        -- content
                        C: NOOP
                        S: 250 first, too
                        -- client closes
                        """);
                SmtpSession session = client(server)
                        .connection(settings -> settings.withReadTimeout(PATIENCE))
                        .open()) {
            List<SendResult> results = sendAll(session, List.of(two, two));
            server.verify();
            assertThat(results).singleElement().satisfies(result -> assertThat(
                            result.recipients().accepted())
                    .containsExactly("a@example.org", "b@example.org"));
        }
    }

    @Test
    void whatWasRefusedForGoodStaysSoWhenTheServerGoesBehindIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + ENVELOPE + TAKEN + """
                        C: NOOP
                        S: 550 5.7.1 no
                        -- close
                        """);
                SmtpSession session = client(server).open()) {
            List<SendResult> results = sendAll(session, mails(2));
            assertThat(results).singleElement().satisfies(result -> {
                assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
                assertThat(result.retriable()).isFalse();
            });
        }
    }

    // ---- commands in groups

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsSilentToTheFirstGroupIsToldFromWhoIsSlow(boolean answersSome) throws Exception {
        String some = answersSome ? "S: 250 sender\nS: 250 recipient\n" : "";
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + ENVELOPE + some + """
                        -- silence
                        """);
                SmtpSession session = client(server)
                        .connection(settings -> settings.withReadTimeout(PATIENCE))
                        .open()) {
            SendResult result = session.send(mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.retriable()).isTrue();
            assertThat(session.brokeOnPipelining()).isEqualTo(!answersSome);
        }
    }

    // ---- a message that the server takes for another one's

    /** RFC 5321 section 4.1.1.5: nothing but 250 is possible. */
    @Test
    void afterARefusedResetNothingIsSent() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: 220 ready
                        C: EHLO client.example.org
                        S: 250 hello
                        C: MAIL FROM:<from@example.org>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 550 5.1.1 nobody
                        C: RSET
                        S: 451 4.3.0 not now
                        -- client closes
                        """);
                SmtpSession session = client(server).open()) {
            List<SendResult> results = sendAll(session, mails(2));
            server.verify();
            assertThat(results).hasSize(2);
            assertThat(results.get(0).reply().orElseThrow().toString()).isEqualTo("550 5.1.1 nobody");
            assertThat(results.get(1).retriable()).isTrue();
            assertThat(results.get(1).failure().orElseThrow())
                    .hasMessageContaining("RSET was answered '451 4.3.0 not now'")
                    .hasMessageContaining("Nothing was sent");
        }
    }

    @Test
    void nothingIsDeliveredInTheNameOfARefusedSender() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + ENVELOPE + """
                        S: 503 there is a sender already
                        S: 250 recipient
                        S: 354 go on
                        -- client closes
                        """);
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.reply().orElseThrow().text()).isEqualTo("there is a sender already");
        }
    }

    @Test
    void whatIsTakenThoughTheSenderWasRefusedIsInDoubt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST_CHUNK + """
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: BDAT 21 LAST
                        -- read 21
                        S: 503 there is a sender already
                        S: 250 recipient
                        S: 250 taken
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            SendResult result = session.send(mail("a@example.org"));
            session.quit();
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.recipients().inDoubt()).containsExactly("a@example.org");
            assertThat(result.failure().orElseThrow()).hasMessageContaining("the sender was refused");
        }
    }

    @Test
    void norIsWhatMayBeTakenThoughTheSenderWasRefusedToBeSentAgain() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST_CHUNK + """
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: BDAT 21 LAST
                        -- read 21
                        S: 550 not you
                        S: 250 recipient
                        -- close
                        """);
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            SendResult result = session.send(mail("a@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.retriable()).isFalse();
        }
    }

    // ---- chunks

    /** What the first one holds may be taken for commands, whose replies are nobody's. */
    @Test
    void nothingFollowsTheFirstChunkUntilItIsAnswered() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + """
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        S: 250 sender
                        S: 250 recipient
                        C: BDAT 21 LAST
                        -- read 21
                        -- quiet 50 ms
                        S: 502 what is that
                        S: 250 nothing done
                        -- client closes
                        """);
                SmtpSession session = client(server).open()) {
            List<SendResult> results = sendAll(session, mails(2));
            server.verify();
            assertThat(results).singleElement().satisfies(result -> {
                assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
                assertThat(result.retriable()).isTrue();
                assertThat(result.failure().orElseThrow()).hasMessageContaining("chunking=OFF");
            });
            assertThat(session.brokeOnChunking()).isTrue();
            assertThat(session.isOpen()).isFalse();
        }
    }

    /** It is not known how the content was read, and there is no other way to send it. */
    @ParameterizedTest
    @ValueSource(strings = {"500 what", "501 no", "502 what", "503 not now", "504 no"})
    void aRefusedFirstChunkEndsTheSession(String words) throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: 220 ready
                        C: EHLO client.example.org
                        S: 250-hello
                        S: 250-BINARYMIME
                        S: 250 CHUNKING
                        C: MAIL FROM:<from@example.org> BODY=BINARYMIME
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 250 ok
                        C: BDAT 21 LAST
                        -- read 21
                        S: %s
                        -- client closes
                        """.formatted(words));
                SmtpSession session =
                        client(server).lineEndings(LineEndings.PRESERVE).open()) {
            SendResult result = session.send(mail("a@example.org"));
            server.verify();
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.retriable()).isFalse();
            assertThat(result.reply().orElseThrow().toString()).isEqualTo(words);
            assertThat(session.brokeOnChunking()).isFalse();
        }
    }

    /** A greeting says what the server offers, not how it keeps that. */
    @Test
    void whatASessionHasShownIsKnownBehindAnotherGreeting() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST_CHUNK + """
                        C: EHLO client.example.org
                        S: 250-hello again
                        S: 250-PIPELINING
                        S: 250 CHUNKING
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: BDAT 21 LAST
                        -- read 21
                        S: 250 sender
                        S: 250 recipient
                        S: 250 second
                        """ + QUIT);
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            session.ehlo();
            session.send(mail("a@example.org")).orThrow();
            session.quit();
            server.verify();
        }
    }

    @Test
    void theSecondChunkOfAMessageWaitsForItsRecipients() throws Exception {
        String large = "0123456789abcdef0123456789abcdef\r\n".repeat(10_000);
        try (ScriptedServer server = ScriptedServer.start(CHUNKING + FIRST_CHUNK + """
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: BDAT 131072
                        -- read 131072
                        -- quiet 50 ms
                        S: 250 sender
                        S: 550 nobody
                        S: 503 no recipients
                        C: RSET
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            SendResult result = session.send(mail(Mails.text(large)));
            session.quit();
            server.verify();
            assertThat(result.reply().orElseThrow().text()).isEqualTo("nobody");
        }
    }

    // ---- DATA

    @ParameterizedTest
    @ValueSource(strings = {"451 4.3.0 changed my mind", "554 5.7.1 no"})
    void aRefusalRightBehindThe354IsThatRefusal(String words) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(PIPELINING + ENVELOPE + """
                        S: 250 sender
                        S: 250 recipient
                        S: 354 go on
                        S: %s
                        -- client closes
                        """.formatted(words));
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail("a@example.org"));
            server.verify();
            assertThat(result.reply().orElseThrow().toString()).isEqualTo(words);
            assertThat(result.outcome()).isEqualTo(words.startsWith("4") ? Outcome.TRANSIENT : Outcome.PERMANENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "452 4.5.3 too many",
                "452 later",
                "552 5.5.3 too many",
                "552 storage",
                "451 4.5.3 too many",
                "431 Too many recipients.",
                "531 too many recipients"
            })
    void tooManyRecipientsGoInAnotherTransactionHoweverItIsSaid(String words) throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: 220 ready
                        C: EHLO client.example.org
                        S: 250 hello
                        C: MAIL FROM:<from@example.org>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 250 ok
                        C: RCPT TO:<b@example.org>
                        S: %s
                        C: DATA
                        S: 354 go on
                        -- content
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
                        """.formatted(words));
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org", "b@example.org")).orThrow();
            session.quit();
            server.verify();
        }
    }
}
