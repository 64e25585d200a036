package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.MailTlsException;
import io.maillite.wire.TlsMode;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpHandshakeTest {

    @Test
    void m01GreetingOfManyLines() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220-mail.example.org
                S: 220-be nice
                S: 220 ready
                C: EHLO client.example.org
                S: 250-mail.example.org greets you
                S: 250-size 1000
                S: 250-AUTH=LOGIN
                S: 250-AUTH PLAIN X-OWN
                S: 250-LIMITS RCPTMAX=20 MAILMAX=3
                S: 250 PIPELINING
                C: QUIT
                S: 221 bye
                """)) {
            SmtpSession session = client(server).open();
            SmtpCapabilities capabilities = session.capabilities();
            session.quit();
            server.verify();

            assertThat(capabilities.has("pipelining")).isTrue();
            assertThat(capabilities.maxSize()).hasValue(1000);
            assertThat(capabilities.parameters("AUTH")).containsExactly("LOGIN", "PLAIN", "X-OWN");
            assertThat(capabilities.maxRecipients()).hasValue(20);
            assertThat(capabilities.maxTransactions()).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 closing", "554 no", "500 what", "450 later"})
    void m02GreetingThatRefusesIsTypedAndNothingIsSent(String greeting) {
        try (ScriptedServer server = ScriptedServer.start("S: " + greeting + "\n-- client closes\n")) {
            assertThatThrownBy(() -> client(server).open()).isInstanceOfSatisfying(SmtpException.class, e -> {
                assertThat(e.reply().orElseThrow().toString()).isEqualTo(greeting);
                assertThat(e)
                        .isInstanceOf(
                                greeting.startsWith("4") ? SmtpTransientException.class : SmtpPermanentException.class);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"221 bye", "354 go on", "250 ok", "+OK ready", "* OK IMAP"})
    void m02GreetingThatIsNoneIsAProtocolError(String greeting) {
        try (ScriptedServer server = ScriptedServer.start("S: " + greeting + "\n-- client closes\n")) {
            assertThatThrownBy(() -> client(server).open()).isInstanceOf(MailProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 550})
    void m04EhloNotKnownFallsBackToHelo(int code) throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: %d what
                C: HELO client.example.org
                S: 250 hello
                C: QUIT
                S: 221 bye
                """.formatted(code))) {
            SmtpSession session = client(server).open();
            session.quit();
            server.verify();
            assertThat(session.capabilities().asMap()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 too busy", "501 bad name", "554 go away"})
    void m04EhloRefusedOtherwiseDoesNotFallBack(String reply) {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: %s
                -- client closes
                """.formatted(reply))) {
            assertThatThrownBy(() -> client(server).open()).isInstanceOfSatisfying(SmtpException.class, e -> assertThat(
                            e.reply().orElseThrow().toString())
                    .isEqualTo(reply));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "250-a\nS: 340 b",
                "XXX",
                "0",
                "01",
                "012",
                "1234",
                "2506-",
                "150 soon",
                "650 what",
                "25",
                "250_a"
            })
    void m07M08ReplyThatIsNoneEndsTheSession(String reply) {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: %s
                -- client closes
                """.formatted(reply))) {
            assertThatThrownBy(() -> client(server).open()).isInstanceOf(MailProtocolException.class);
        }
    }

    @Test
    void m10TextInAnyCharsetIsKeptOrReplaced() {
        try (ScriptedServer server = ScriptedServer.start("""
                -- split at 13
                S= 554 Stra\\xc3\\x9fe, na\\xefve \\x1b[31mred\\r\\n
                -- client closes
                """)) {
            assertThatThrownBy(() -> client(server).open())
                    .hasMessageContaining("Straße")
                    .hasMessageContaining("na\ufffdve")
                    .hasMessageNotContaining("\u001b");
        }
    }

    @Test
    void m11ReplyLineOfNineThousandOctetsEndsTheSession() {
        try (ScriptedServer server = ScriptedServer.start("S: 220 " + "x".repeat(9000) + "\n-- client closes\n")) {
            assertThatThrownBy(() -> client(server).open()).isInstanceOf(MailProtocolException.class);
        }
    }

    @Test
    void m11ReplyOfEightyThousandOctetsEndsTheSession() {
        String lines = ("S: 220-" + "x".repeat(1000) + "\n").repeat(80);
        try (ScriptedServer server = ScriptedServer.start(lines + "-- client closes\n")) {
            assertThatThrownBy(() -> client(server).open())
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("65536");
        }
    }

    @Test
    void m13EndInTheMiddleOfALineIsToldWithWhatCame() {
        try (ScriptedServer server = ScriptedServer.start("S= 220 mail.exam\n-- drop\n")) {
            assertThatThrownBy(() -> client(server).open())
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> assertThat(e.reason())
                            .isEqualTo(MailConnectionException.Reason.LOST))
                    .hasMessageContaining("220 mail.exam");
        }
    }

    @Test
    void m53SilentServerEndsInTimeAndTheErrorNamesThePhase() {
        try (ScriptedServer server = ScriptedServer.start("-- silence\n")) {
            assertThatThrownBy(() -> client(server)
                            .connection(settings -> settings.withReadTimeout(Duration.ofMillis(100)))
                            .open())
                    .hasMessageContaining("the greeting")
                    .hasMessageContaining("tls=IMPLICIT");
        }
    }

    @Test
    void startTlsForgetsWhatWasSaidInClear() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250-hello
                S: 250-CHUNKING
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 go
                -- starttls
                C: EHLO client.example.org
                S: 250-hello
                S: 250 SIZE 17
                C: QUIT
                S: 221 bye
                """)) {
            SmtpSession session = tls(server, TlsMode.STARTTLS).open();
            session.quit();
            server.verify();
            assertThat(session.capabilities().asMap()).containsOnlyKeys("SIZE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"454 not now", "500 what", "501 no"})
    void m42StartTlsRefusedEndsTheSession(String reply) {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250-hello
                S: 250 STARTTLS
                C: STARTTLS
                S: %s
                -- client closes
                """.formatted(reply))) {
            assertThatThrownBy(() -> tls(server, TlsMode.STARTTLS)
                            .credentials("user", "secret")
                            .open())
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining(reply);
        }
    }

    @Test
    void m42StartTlsNotOfferedEndsTheSession() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250 hello
                -- client closes
                """)) {
            assertThatThrownBy(() -> tls(server, TlsMode.STARTTLS).open())
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("tls=IMPLICIT")
                    .hasMessageContaining("tls=NONE");
        }
    }

    @Test
    void m43WhatCameInClearBeforeTheHandshakeEndsTheSession() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: EHLO client.example.org
                S: 250-hello
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 go
                S: 250-injected
                S: 250 AUTH PLAIN
                -- client closes
                """)) {
            assertThatThrownBy(() -> tls(server, TlsMode.STARTTLS).open())
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("before the handshake");
        }
    }

    @Test
    void serverInClearUnderImplicitTlsIsToldByName() {
        try (ScriptedServer server = ScriptedServer.start("S: 220 ready\n-- close\n")) {
            assertThatThrownBy(() -> tls(server, TlsMode.IMPLICIT).open())
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("tls=STARTTLS")
                    .hasMessageContaining("tls=NONE");
        }
    }

    @Test
    void lmtpSaysLhlo() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                S: 220 ready
                C: LHLO client.example.org
                S: 250-hello
                S: 250 PIPELINING
                C: QUIT
                S: 221 bye
                """)) {
            client(server).protocol(Protocol.LMTP).open().quit();
            server.verify();
        }
    }

    @Test
    void m60AddressesStandInBrackets() throws Exception {
        assertThat(HelloName.literal(InetAddress.getByName("192.0.2.7"))).isEqualTo("[192.0.2.7]");
        assertThat(HelloName.literal(InetAddress.getByName("2001:db8::7"))).isEqualTo("[IPv6:2001:db8:0:0:0:0:0:7]");
        assertThat(HelloName.ofThisHost(InetAddress.getByName("192.0.2.7")))
                .matches("\\[192\\.0\\.2\\.7]|[\\w-]+\\..*");
        Mails.client(25).localHostName("[IPv6:2001:db8::7]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nMAIL", "[1.2.3.4", "ü.example.org", "-\u0000"})
    void m58NameThatIsNoneIsRefusedAtOnce(String name) {
        assertThatThrownBy(() -> Mails.client(25).localHostName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SmtpClient tls(ScriptedServer server, TlsMode mode) {
        return client(server).tls(mode).connection(settings -> settings.withSslContext(TestTls.clientContext()));
    }
}
