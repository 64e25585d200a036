package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static io.maillite.smtp.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.script.Dialogue;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that stop in the middle of content: every wait has an end, and the error says what was waited for. */
class SmtpPatienceTest {
    private static final byte[] LARGE =
            "0123456789abcdef0123456789abcdef\r\n".repeat(1_000_000).getBytes();

    @Test
    void m53AServerThatStopsReadingEndsInTimeAndNothingWasSent() throws Exception {
        Dialogue dialogue = Dialogue.of("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250-hello
                S: 250 8BITMIME
                C~ MAIL FROM:<from@example.org>.*
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                C: DATA
                S: 354 go on
                -- stop reading
                """);
        try (ScriptedServer server = ScriptedServer.builder()
                        .play(dialogue)
                        .socketSizes(4096, 4096)
                        .start();
                SmtpSession session = client(server)
                        .connection(settings -> settings.withWriteTimeout(Duration.ofSeconds(1)))
                        .open()) {
            SendResult result = session.send(mail(MessageSource.of(LARGE)));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow())
                    .hasMessageContaining("within the write time-out of 1000 ms")
                    .hasMessageContaining("Nothing was sent");
        }
    }

    @Test
    void m53AServerThatStopsReadingAChunkEndsInTimeToo() throws Exception {
        Dialogue dialogue = Dialogue.of("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250-hello
                S: 250-PIPELINING
                S: 250 CHUNKING
                C: MAIL FROM:<from@example.org>
                C: RCPT TO:<a@example.org>
                S: 250 ok
                S: 250 ok
                C: BDAT 131072
                -- read 131072
                S: 250 ok
                -- stop reading
                """);
        try (ScriptedServer server = ScriptedServer.builder()
                        .play(dialogue)
                        .socketSizes(4096, 4096)
                        .start();
                SmtpSession session = client(server)
                        .connection(settings -> settings.withWriteTimeout(Duration.ofSeconds(1)))
                        .open()) {
            SendResult result = session.send(mail(MessageSource.of(LARGE)));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow())
                    .hasMessageContaining("within the write time-out of 1000 ms")
                    .hasMessageContaining("we awaited the server to take the message");
        }
    }

    /** The chunk is taken, and its reply does not come. */
    @Test
    void m53NoReplyToAChunkEndsInTime() throws Exception {
        Dialogue dialogue = Dialogue.of("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250-hello
                S: 250-8BITMIME
                S: 250 CHUNKING
                C~ MAIL FROM:<from@example.org>.*
                S: 250 ok
                C: RCPT TO:<a@example.org>
                S: 250 ok
                -- silence
                """);
        try (ScriptedServer server = ScriptedServer.start(dialogue);
                SmtpSession session = client(server)
                        .connection(settings -> settings.withReadTimeout(Duration.ofSeconds(2)))
                        .open()) {
            SendResult result = session.send(mail(MessageSource.of(LARGE)));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("the reply to BDAT ");
        }
    }

    @Test
    void m52TlsThatIsClosedWithoutNotifyIsNoErrorAtQuit() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                -- starttls
                S: 220 ready
                C: EHLO client.example.org
                S: 250 hello
                C: QUIT
                S: 221 bye
                -- drop
                """)) {
            client(server)
                    .tls(TlsMode.IMPLICIT)
                    .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                    .open()
                    .quit();
            server.verify();
        }
    }

    /** What is looked for without waiting may be a record of TLS that holds nothing, or half of one. */
    @Test
    void aReplyThatComesOctetByOctetUnderTlsDuringContentIsReadWhole() throws Exception {
        Dialogue dialogue = Dialogue.script().startTls().play("""
                        S: 220 ready
                        C: EHLO client.example.org
                        S: 250-hello
                        S: 250-8BITMIME
                        S: 250 SIZE
                        C~ MAIL FROM:<from@example.org>.*
                        S: 250 ok
                        C: RCPT TO:<a@example.org>
                        S: 250 ok
                        C: DATA
                        S: 354 go on
                        -- read 1000000
                        -- octet by octet
                        S: 552 5.3.4 too much
                        -- close
                        """).build();
        try (ScriptedServer server = ScriptedServer.start(dialogue);
                SmtpSession session = client(server)
                        .tls(TlsMode.IMPLICIT)
                        .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                        .open()) {
            SendResult result = session.send(mail(MessageSource.of(LARGE)));
            assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
            assertThat(result.reply().orElseThrow().toString()).isEqualTo("552 5.3.4 too much");
        }
    }

    /** Ten seconds at most, and less where less is waited for any reply. */
    @Test
    void aServerThatIsSilentToQuitIsLeft() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250 hello
                C: QUIT
                -- silence
                """)) {
            long begun = System.nanoTime();
            client(server)
                    .connection(settings -> settings.withReadTimeout(Duration.ofMillis(200)))
                    .open()
                    .quit();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
        }
    }

    @Test
    void aServerThatIsSilentBetweenMessagesIsNotWaitedForAsLongAsForAMessage() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: 220 ready
                        C: EHLO client.example.org
                        S: 250-hello
                        S: 250-PIPELINING
                        S: 250 CHUNKING
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        S: 250 ok
                        S: 550 5.1.1 nobody
                        C: RSET
                        -- silence
                        """);
                SmtpSession session = client(server)
                        .connection(settings -> settings.withReadTimeout(Duration.ofMinutes(3)))
                        .open()) {
            assertThat(session.send(mail("a@example.org")).outcome()).isEqualTo(Outcome.PERMANENT);
            long begun = System.nanoTime();
            session.quit(); // ten seconds
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(2));
        }
    }
}
