package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static io.maillite.smtp.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SmtpPath;
import io.maillite.testkit.smtp.Verdicts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LmtpTest {
    private static final String ENVELOPE = """
            S: 220 ready
            C: LHLO client.example.org
            S: 250-hello
            S: 250 PIPELINING
            C: MAIL FROM:<from@example.org>
            C: RCPT TO:<a@example.org>
            C: RCPT TO:<b@example.org>
            C: RCPT TO:<c@example.org>
            C: RCPT TO:<d@example.org>
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 550 5.1.1 nobody
            S: 250 ok
            S: 250 ok
            S: 354 go on
            -- content
            """;

    private static SendResult send(ScriptedServer server) throws Exception {
        try (SmtpSession session = client(server).protocol(Protocol.LMTP).open()) {
            SendResult result = session.send(mail("a@example.org", "b@example.org", "c@example.org", "d@example.org"));
            session.quit();
            return result;
        }
    }

    @Test
    void m56EachRecipientHasItsOwnFinalReply() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ENVELOPE + """
                S: 250 2.0.0 a has it
                S: 450 4.2.2 c is full
                S: 250 2.0.0 d has it
                C: QUIT
                S: 221 bye
                """)) {
            SendResult result = send(server);
            server.verify();

            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.recipients().accepted()).containsExactly("a@example.org", "d@example.org");
            assertThat(result.recipients().refused().get("b@example.org").code())
                    .isEqualTo(550);
            assertThat(result.recipients().refused().get("c@example.org").text())
                    .isEqualTo("4.2.2 c is full");
        }
    }

    @Test
    void lostAmongTheFinalRepliesTheOthersAreInDoubt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ENVELOPE + """
                S: 250 2.0.0 a has it
                S: 450 4.2.2 c is full
                -- drop
                """)) {
            SendResult result = send(server);

            assertThat(result.outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(result.recipients().accepted()).containsExactly("a@example.org");
            assertThat(result.recipients().refused()).containsOnlyKeys("b@example.org", "c@example.org");
            assertThat(result.recipients().inDoubt()).containsExactly("d@example.org");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING", "PIPELINING", "CHUNKING PIPELINING"})
    void batchesOverLmtp(String without) throws Exception {
        Verdicts verdicts = new Verdicts() {
            @Override
            public @Nullable String delivery(Received message, SmtpPath recipient) {
                return recipient.address().startsWith("full") ? "452 4.2.2 full" : null;
            }
        };
        try (SinkServer server = SinkServer.builder()
                        .lmtp()
                        .without(without.split(" "))
                        .verdicts(verdicts)
                        .start();
                SmtpSession session = client(server).protocol(Protocol.LMTP).open()) {
            byte[] large = "0123456789abcdef0123456789abcdef\r\n".repeat(20_000).getBytes();
            List<SendResult> results = Mails.sendAll(
                    session,
                    List.of(
                            mail("a@example.org", "full@example.org"),
                            new MailObject(
                                    Envelope.of("from@example.org", "b@example.org", "c@example.org"),
                                    MessageSource.of(large)),
                            mail("d@example.org")));
            session.quit();

            assertThat(results)
                    .extracting(SendResult::outcome)
                    .containsExactly(Outcome.TRANSIENT, Outcome.DELIVERED, Outcome.DELIVERED);
            assertThat(results.get(0).recipients().accepted()).containsExactly("a@example.org");
        }
    }

    @Test
    void allOrNoneCannotBePromised() {
        assertThatThrownBy(() -> Mails.client(24).protocol(Protocol.LMTP).requireAllRecipients(true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("requireAllRecipients");
    }

    @Test
    void theCommandsByThemselvesTakeAFinalReplyForEachRecipientThatWasAccepted() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: 220 ready
                        C: LHLO client.example.org
                        S: 250 hello
                        C: MAIL FROM:<from@example.org>
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 250 ok
                        C: RCPT TO:<nobody@example.org>
                        S: 550 5.1.1 nobody
                        C: RCPT TO:<b@example.org>
                        S: 250 ok
                        C: RCPT TO:<c@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go on
                        -- content
                        S: 250 2.0.0 a has it
                        S: 452 4.2.2 b is full
                        S: 250 2.0.0 c has it
                        C: RSET
                        S: 250 reset
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).protocol(Protocol.LMTP).open()) {
            session.mail("from@example.org", "");
            session.rcpt("a@example.org", "");
            session.rcpt("nobody@example.org", "");
            session.rcpt("b@example.org", "");
            session.rcpt("c@example.org", "");
            assertThat(session.data(Mails.text("x")).text()).isEqualTo("4.2.2 b is full");
            assertThat(session.rset().text()).isEqualTo("reset");
            session.quit();
            server.verify();
        }
    }
}
