package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.client;
import static io.maillite.pop3.Dialogues.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.script.ScriptedServer;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailProtocolException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
    @Test
    void p01_aGreetingNeedsNoText() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK
                        C: CAPA
                        S: -ERR
                        """);
                Pop3Session session = connect(server)) {
            assertThat(session.greeting()).isEmpty();
        }
    }

    @Test
    void p02_aRefusalAtTheDoorEndsTheConnectionWithoutAWord() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: -ERR [SYS/TEMP] too many connections
                -- client closes
                """)) {
            assertThatThrownBy(() -> connect(server)).isInstanceOfSatisfying(Pop3Exception.class, e -> {
                assertThat(e).hasMessageContaining("localhost:" + server.port());
                assertThat(e.reply()).isEqualTo("[SYS/TEMP] too many connections");
                assertThat(e.responseCode()).contains("SYS/TEMP");
            });
            server.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"220 mail.example.org ESMTP", "* OK IMAP4 ready", "HTTP/1.1 400 Bad Request", "+ challenge"})
    void aServerOfAnotherProtocolIsNamedAsSuch(String greeting) {
        try (ScriptedServer server = ScriptedServer.start("S: " + greeting + "\n-- client closes\n")) {
            assertThatThrownBy(() -> connect(server))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("Check that this is a POP3 server's port");
            server.verify();
        }
    }

    @Test
    void p63_aServerThatGreetsAndFallsSilentIsAReadTimeOut() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: +OK ready
                C: CAPA
                -- silence
                """)) {
            Pop3Client client =
                    client(server).connection(settings -> settings.withReadTimeout(Duration.ofMillis(1500)));
            assertThatThrownBy(client::connect).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT);
                assertThat(e).hasMessageContaining("the reply to CAPA did not come within 1500 ms");
            });
        }
    }

    @Test
    void aServerThatNeverGreetsMayBeWaitingForTls() {
        try (ScriptedServer server = ScriptedServer.start("-- silence\n")) {
            Pop3Client client = client(server).connection(settings -> settings.withReadTimeout(Duration.ofMillis(200)));
            assertThatThrownBy(client::connect).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT);
                assertThat(e).hasMessageContaining("the greeting did not come").hasMessageContaining("tls=IMPLICIT");
            });
        }
    }

    @Test
    void aServerThatClosesAtOnceIsALostConnection() {
        try (ScriptedServer server = ScriptedServer.start("-- close\n")) {
            assertThatThrownBy(() -> connect(server)).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.LOST);
                assertThat(e).hasMessageContaining("while we awaited the greeting");
            });
        }
    }

    @Test
    void aLineThatBreaksOffIsShown() {
        try (ScriptedServer server = ScriptedServer.start("S= +OK rea\n-- drop\n")) {
            assertThatThrownBy(() -> connect(server))
                    .isInstanceOf(MailConnectionException.class)
                    .hasMessageContaining("after '+OK rea'");
        }
    }

    @Test
    void p65_whatNobodyAskedForIsDetected() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: +OK 2 messages (320 octets)
                S: 1 120
                S: 2 200
                S: .
                -- client closes
                """)) {
            assertThatThrownBy(() -> connect(server))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("said what nobody asked for")
                    .hasMessageContaining("1 120");
            server.verify();
        }
    }

    @Test
    void p65_andSoItIsIfItComesLater() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: +OK 2 messages (320 octets)
                C: CAPA
                S: 1 120
                S: 2 200
                S: .
                """)) {
            assertThatThrownBy(() -> connect(server)).isInstanceOf(MailProtocolException.class);
        }
    }

    @Test
    void aReplyInAnySegmentsIsTheSame() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        -- octet by octet
                        S: +OK ready
                        C: CAPA
                        -- octet by octet
                        S: +OK
                        S: UIDL
                        S: .
                        C: LIST
                        -- split at 3 4 9 10 11
                        S: +OK
                        S: 1 10
                        S: 2 20
                        S: .
                        """);
                Pop3Session session = connect(server)) {
            assertThat(session.greeting()).isEqualTo("ready");
            assertThat(session.list()).containsExactly(new ScanListing(1, 10), new ScanListing(2, 20));
        }
    }
}
