package io.maillite.pop3;

import static io.maillite.pop3.Dialogues.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.MailTlsException;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final String STLS = """
            S: +OK ready
            C: CAPA
            S: +OK
            S: STLS
            S: USER
            S: X-IN-CLEAR
            S: .
            C: STLS
            """;

    private static final String LOGIN = """
            C: CAPA
            S: +OK
            S: USER
            S: .
            C: USER user
            S: +OK
            C: PASS secret
            S: +OK
            C: CAPA
            S: -ERR
            """;

    // ---- as it should be

    @Test
    void implicitTlsIsFromTheFirstOctet() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("-- starttls\nS: +OK ready\n" + LOGIN);
                Pop3Session session = open(server, TlsMode.IMPLICIT)) {
            assertThat(session.capabilities().has("USER")).isTrue();
        }
    }

    @Test
    void stlsComesBeforeTheLoginAndNothingLearntInClearSurvives() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(STLS + """
                        S: +OK begin
                        -- starttls
                        """ + LOGIN);
                Pop3Session session = open(server, TlsMode.STARTTLS)) {
            assertThat(session.capabilities().has("X-IN-CLEAR")).isFalse();
        }
    }

    @Test
    void afterStlsAServerWithoutCapaHasNoCapabilities() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(STLS + """
                        S: +OK begin
                        -- starttls
                        C: CAPA
                        S: -ERR
                        """);
                Pop3Session session = client(server, TlsMode.STARTTLS).connect()) {
            assertThat(session.capabilities().asMap()).isEmpty();
        }
    }

    @Test
    void stlsIsTriedWhereTheServerDoesNotSayWhatItCan() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: +OK ready
                        C: CAPA
                        S: -ERR
                        C: STLS
                        S: +OK begin
                        -- starttls
                        """ + LOGIN);
                Pop3Session session = open(server, TlsMode.STARTTLS)) {
            assertThat(session.isBroken()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, IMPLICIT", "TLSv1.3, IMPLICIT", "TLSv1.2, STARTTLS", "TLSv1.3, STARTTLS"})
    void bothVersionsOfTls(String version, TlsMode tls) throws Exception {
        Transport transport = tls == TlsMode.IMPLICIT ? Transport.implicitTls() : Transport.startTls();
        try (MaildropServer server = MaildropServer.builder()
                .transport(transport.with(ServerTls.of(TestIdentity.LOCALHOST).speaking(version)))
                .start()) {
            client(server, tls).open().quit();
            assertThat(server.commits()).isEqualTo(1);
        }
    }

    // ---- P56: certificates

    @ParameterizedTest
    @CsvSource({
        "wrong-host, is for another name than 'localhost'",
        "expired, is not valid today",
        "self-signed, is not signed by anybody trusted here"
    })
    void p56_aCertificateThatProvesNothingEndsTheConnection(String identity, String explanation) {
        for (TlsMode tls : new TlsMode[] {TlsMode.IMPLICIT, TlsMode.STARTTLS}) {
            String clear = tls == TlsMode.STARTTLS ? STLS + "S: +OK begin\n" : "";
            try (ScriptedServer server = ScriptedServer.start(clear + "-- starttls refused " + identity + "\n")) {
                assertThatThrownBy(() -> open(server, tls))
                        .isInstanceOf(MailTlsException.class)
                        .hasMessageContaining("localhost:" + server.port() + ": TLS failed")
                        .hasMessageContaining(explanation);
                server.verify();
            }
        }
    }

    @Test
    void p56_aWrongNameCanBeAllowedAndNothingElseWithIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                "-- starttls wrong-host\nS: +OK ready\n" + LOGIN, "-- starttls refused expired\n")) {
            Pop3Client client = client(server, TlsMode.IMPLICIT)
                    .connection(settings -> settings.withHostnameVerification(false))
                    .credentials("user", "secret");
            client.open().close();
            assertThatThrownBy(client::open).isInstanceOf(MailTlsException.class);
            server.verify();
        }
    }

    @Test
    void p56_theJdksTrustDoesNotKnowTheTestCa() {
        try (ScriptedServer server = ScriptedServer.start("-- starttls refused localhost\n")) {
            assertThatThrownBy(() -> client(server).tls(TlsMode.IMPLICIT).connect())
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("is not signed by anybody trusted here");
            server.verify();
        }
    }

    // ---- P54, P55: an upgrade that does not come about

    @Test
    void p54_aRefusedStlsEndsItBeforeAnyCredential() {
        try (ScriptedServer server = ScriptedServer.start(STLS + """
                S: -ERR not today
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(server, TlsMode.STARTTLS))
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("TLS was refused")
                    .hasMessageContaining("not today");
            server.verify();
        }
    }

    @Test
    void p54_stlsThatIsNotOfferedEndsItBeforeAnyCredential() {
        try (ScriptedServer server = ScriptedServer.start("""
                S: +OK ready
                C: CAPA
                S: +OK
                S: USER
                S: SASL PLAIN
                S: .
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(server, TlsMode.STARTTLS))
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("does not offer STLS")
                    .hasMessageContaining("tls=IMPLICIT");
            server.verify();
        }
    }

    @Test
    void p55_whatIsSaidInClearBehindTheAgreementIsAnInjection() {
        try (ScriptedServer server = ScriptedServer.start(STLS + """
                S: +OK begin
                S: +OK injected
                S: SASL PLAIN
                S: .
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(server, TlsMode.STARTTLS))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("more came in clear after the server had agreed to TLS");
            server.verify();
        }
    }

    @Test
    void p55_andSoItIsIfItComesAsASegmentOfItsOwn() {
        try (ScriptedServer server = ScriptedServer.start(STLS + """
                S: +OK begin
                -- boundary
                S: +OK injected
                -- silence
                """)) {
            assertThatThrownBy(() -> open(server, TlsMode.STARTTLS)).isInstanceOf(MailException.class);
            assertThat(server.connection(0).transcript().receivedText()).doesNotContain("USER", "AUTH", "PASS");
        }
    }

    @Test
    void aServerThatAgreesToTlsAndGoesOnInClear() {
        try (ScriptedServer server = ScriptedServer.start(STLS + """
                S: +OK begin
                -- read 5
                S: -ERR what is that?
                -- silence
                """)) {
            assertThatThrownBy(() -> open(server, TlsMode.STARTTLS))
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("agreed to TLS and then went on in clear");
        }
    }

    // ---- the wrong port

    @ParameterizedTest
    @ValueSource(strings = {"+OK ready", "220 mail.example.org ESMTP", "x"})
    void implicitTlsAgainstAServerInClearNamesTheOtherTwo(String greeting) {
        try (ScriptedServer server = ScriptedServer.start("S: " + greeting + " and some text\n-- silence\n")) {
            assertThatThrownBy(() -> open(server, TlsMode.IMPLICIT))
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("speaks in clear on this port")
                    .hasMessageContaining("tls=STARTTLS")
                    .hasMessageContaining("tls=NONE");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "STARTTLS"})
    void aServerThatWaitsForTlsWhileWeWaitForAGreeting(TlsMode tls) {
        try (MaildropServer server =
                MaildropServer.builder().transport(Transport.implicitTls()).start()) {
            Pop3Client client =
                    client(server, tls).connection(settings -> settings.withReadTimeout(Duration.ofMillis(300)));
            assertThatThrownBy(client::connect).isInstanceOfSatisfying(MailConnectionException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.READ_TIMEOUT);
                assertThat(e).hasMessageContaining("A server that waits for TLS says nothing either");
            });
        }
    }

    @Test
    void aServerThatIsGoneWithinTheHandshake() {
        try (ScriptedServer server = ScriptedServer.start("-- read 5\n-- reset\n")) {
            assertThatThrownBy(() -> open(server, TlsMode.IMPLICIT))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("localhost:" + server.port());
        }
    }

    private static Pop3Session open(ScriptedServer server, TlsMode tls) throws MailException {
        return client(server, tls).credentials("user", "secret").open();
    }
}
