package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.TlsMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpLoginTest {
    private static final String HELLO = """
            S: 220 ready
            C: EHLO client.example.org
            S: 250-hello
            S: 250 AUTH %s
            """;

    @ParameterizedTest
    @EnumSource(
            value = AuthMechanism.class,
            names = {"AUTO", "SCRAM_SHA_256_PLUS", "SCRAM_SHA_256", "SCRAM_SHA_1", "PLAIN", "LOGIN", "CRAM_MD5"})
    void m15EachMechanismLogsInUnderTls(AuthMechanism mechanism) throws Exception {
        try (SinkServer server = SinkServer.builder()
                .transport(Transport.implicitTls())
                .account("jane", "pa ss\"wörd")
                .requiresLogin()
                .start()) {
            SmtpClient client = client(server)
                    .tls(TlsMode.IMPLICIT)
                    .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                    .authentication(new Authentication(Credentials.password("jane", "pa ss\"wörd"), mechanism));
            try (SmtpSession session = client.open()) {
                session.send(Mails.mail("a@example.org")).orThrow();
                session.quit();
            }
            assertThat(server.only().username()).isEqualTo("jane");

            assertThatThrownBy(() -> client.authentication(
                                    new Authentication(Credentials.password("jane", "wrong"), mechanism))
                            .open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageNotContaining("wrong'");
        }
    }

    @Test
    void m17MechanismTooWeakIsFollowedByTheNextAndRefusedCredentialsByNone() {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("PLAIN LOGIN") + """
                C: AUTH PLAIN AGphbmUAc2VjcmV0
                S: 534 5.7.9 too weak
                C: AUTH LOGIN
                S: 334 VXNlcm5hbWU6
                C: amFuZQ==
                S: 334 UGFzc3dvcmQ6
                C: c2VjcmV0
                S: 535 5.7.8 no
                -- client closes
                """)) {
            assertThatThrownBy(
                            () -> client(server).credentials("jane", "secret").open())
                    .isInstanceOfSatisfying(MailAuthenticationException.class, e -> assertThat(e.reply())
                            .isEqualTo("535 5.7.8 no"))
                    .hasMessageContaining("AUTH LOGIN")
                    .hasMessageNotContaining("secret");
        }
    }

    /** It asks for what has come with the command. */
    @Test
    void aServerThatKnowsNoInitialResponseIsToldAgainAndOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("PLAIN") + """
                C: AUTH PLAIN AGphbmUAc2VjcmV0
                S: 334
                C: AGphbmUAc2VjcmV0
                S: 235 2.7.0 welcome
                C: QUIT
                S: 221 bye
                """)) {
            client(server).credentials("jane", "secret").open().quit();
        }
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("PLAIN") + """
                C: AUTH PLAIN AGphbmUAc2VjcmV0
                S: 334 more
                C: AGphbmUAc2VjcmV0
                S: 334 more
                -- client closes
                """)) {
            assertThatThrownBy(
                            () -> client(server).credentials("jane", "secret").open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("asks for more");
        }
    }

    @Test
    void m17RefusedCredentialsEndIt() {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("PLAIN LOGIN") + """
                C: AUTH PLAIN AGphbmUAc2VjcmV0
                S: 535 5.7.8 wrong: secret
                -- client closes
                """)) {
            assertThatThrownBy(
                            () -> client(server).credentials("jane", "secret").open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("535")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aServerThatWantsTlsFirstIsNoReasonToCheckThePassword() {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("PLAIN") + """
                C: AUTH PLAIN AGphbmUAc2VjcmV0
                S: 538 Must issue a STARTTLS command first
                -- client closes
                """)) {
            assertThatThrownBy(
                            () -> client(server).credentials("jane", "secret").open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("use tls=STARTTLS")
                    .hasMessageNotContaining("password");
        }
    }

    /** Before the login nobody knew that it was a secret. */
    @Test
    void whatIsSaidAgainBehindALoginIsLookedAtAgain() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("PLAIN") + """
                C~ MAIL .*
                S: 550 5.7.1 secret
                C: RSET
                S: 250 2.0.0 ok
                C: AUTH PLAIN AGphbmUAc2VjcmV0
                S: 235 2.7.0 welcome
                C~ MAIL .*
                S: 550 5.7.1 secret
                C: RSET
                S: 250 2.0.0 ok
                -- client closes
                """);
                SmtpSession session = client(server).open()) {
            assertThat(session.send(Mails.mail("a@example.org")).reply().orElseThrow())
                    .hasToString("550 5.7.1 secret");
            session.login(new Authentication(Credentials.password("jane", "secret"), AuthMechanism.PLAIN));
            assertThat(session.send(Mails.mail("a@example.org"))
                            .reply()
                            .orElseThrow()
                            .toString())
                    .startsWith("550 5.7.1 ")
                    .doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"454 4.7.0 later", "432 4.3.2 concurrent connections", "421 4.7.0 busy"})
    void loginThatCannotBeJudgedNowIsTransient(String reply) {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("PLAIN") + """
                C: AUTH PLAIN AGphbmUAc2VjcmV0
                S: %s
                -- client closes
                """.formatted(reply))) {
            assertThatThrownBy(
                            () -> client(server).credentials("jane", "secret").open())
                    .isInstanceOfSatisfying(
                            SmtpTransientException.class,
                            e -> assertThat(e.reply().orElseThrow().toString()).isEqualTo(reply));
        }
    }

    @Test
    void m16EndlessChallengesEnd() {
        String rounds = "S: 334 eA==\nC~ .*\n".repeat(8) + "S: 334 eA==\n-- client closes\n";
        try (ScriptedServer server =
                ScriptedServer.start(HELLO.formatted("XOAUTH2") + "C~ AUTH XOAUTH2 .*\n" + rounds)) {
            assertThatThrownBy(() -> client(server)
                            .authentication(Authentication.auto(Credentials.token("jane", () -> "token")))
                            .open())
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("rounds");
        }
    }

    @Test
    void m20NothingOfferedIsAnErrorAndNothingIsSent() {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("GSSAPI") + "-- client closes\n")) {
            assertThatThrownBy(
                            () -> client(server).credentials("jane", "secret").open())
                    .isInstanceOf(MailAuthenticationException.class);
        }
    }

    @Test
    void tokenGoesByOauthbearerAndARefusalIsReadToItsEnd() {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("OAUTHBEARER XOAUTH2") + """
                C~ AUTH OAUTHBEARER .*
                S: 334 eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=
                C: AQ==
                S: 535 5.7.8 token expired
                -- client closes
                """)) {
            assertThatThrownBy(() -> client(server)
                            .authentication(Authentication.auto(Credentials.token("jane", () -> "s3cr3t")))
                            .open())
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("token expired");
        }
    }

    @Test
    void xoauth2InTwoLinesWhereOneLineIsNotUnderstood() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(HELLO.formatted("XOAUTH2") + """
                C~ AUTH XOAUTH2 .+
                S: 501 5.5.4 what
                C: AUTH XOAUTH2
                S: 334
                C~ .+
                S: 235 2.7.0 welcome
                C: QUIT
                S: 221 bye
                """)) {
            client(server)
                    .authentication(Authentication.auto(Credentials.token("jane", () -> "token")))
                    .open()
                    .quit();
            server.verify();
        }
    }
}
