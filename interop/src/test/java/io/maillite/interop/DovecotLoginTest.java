package io.maillite.interop;

import static io.maillite.interop.Server.DOVECOT_POP3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.wire.MailTlsException;
import io.maillite.wire.TlsMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** TLS in three modes, and every way to log in, by Dovecot's own account of it. */
@ExtendWith(RealServers.class)
class DovecotLoginTest {
    /** All that Dovecot has. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"AUTO", "SCRAM_SHA_256_PLUS", "SCRAM_SHA_1_PLUS", "EXTERNAL"})
    void logsInByEachMechanism(AuthMechanism mechanism, Dovecot dovecot) throws Exception {
        Feature.login(mechanism).tried(DOVECOT_POP3, () -> {
            for (TlsMode tls : TlsMode.values()) {
                String user = Mailboxes.next();
                dovecot.put(user, MessageKind.PLAIN.octets());
                try (Pop3Session session = dovecot.pop3(tls)
                        .authentication(Logins.right(user, mechanism))
                        .open()) {
                    assertThat(session.stat().count()).isEqualTo(1);
                    session.quit();
                }
                dovecot.process().awaitLog("Login: user=<" + user + ">", "method=" + Logins.method(mechanism));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SCRAM_SHA_256_PLUS", "SCRAM_SHA_1_PLUS", "EXTERNAL"})
    void whatIsWrongIsRefusedOnceAndNothingElseIsTried(AuthMechanism mechanism, Dovecot dovecot) throws Exception {
        Feature.REFUSED.tried(DOVECOT_POP3, () -> {
            String user = Mailboxes.next();
            Pop3Client client = dovecot.pop3(TlsMode.STARTTLS).authentication(Logins.wrong(user, mechanism));

            assertThatThrownBy(client::open)
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("refused")
                    .hasMessageNotContaining(Logins.WRONG);

            dovecot.process()
                    .awaitLog("auth failed, 1 attempts", "user=<" + user + ">", "method=" + Logins.method(mechanism));
            assertThat(dovecot.process().log("pop3-login: ", "user=<" + user + ">"))
                    .hasSize(1);
        });
    }

    @Test
    void autoTakesTheStrongest(Dovecot dovecot) throws Exception {
        Feature.AUTO.tried(DOVECOT_POP3, () -> {
            assertThat(methodOfAuto(dovecot, Logins.password(Mailboxes.next()))).isEqualTo("SCRAM-SHA-256");
            assertThat(methodOfAuto(dovecot, Logins.token(Mailboxes.next()))).isEqualTo("OAUTHBEARER");
            try (Dovecot old = Dovecot.start("plain login cram-md5 apop xoauth2")) {
                assertThat(methodOfAuto(old, Logins.password(Mailboxes.next()))).isEqualTo("PLAIN");
                assertThat(methodOfAuto(old, Logins.token(Mailboxes.next()))).isEqualTo("XOAUTH2");
            }
        });
    }

    private static String methodOfAuto(Dovecot dovecot, Credentials who) throws Exception {
        try (Pop3Session session = dovecot.pop3(TlsMode.IMPLICIT)
                .authentication(Authentication.auto(who))
                .open()) {
            session.quit();
        }
        return dovecot.process()
                .awaitLog("Login: user=<" + who.username() + ">")
                .replaceFirst(".*method=", "")
                .replaceFirst(",.*", "");
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void isSecuredAsItWasAsked(TlsMode tls, Dovecot dovecot) throws Exception {
        Feature feature =
                switch (tls) {
                    case NONE -> Feature.IN_CLEAR;
                    case STARTTLS -> Feature.STARTTLS;
                    case IMPLICIT -> Feature.IMPLICIT_TLS;
                };
        feature.tried(DOVECOT_POP3, () -> {
            String user = Mailboxes.next();
            try (Pop3Session session = dovecot.pop3(tls, user).open()) {
                session.quit();
            }
            String line = dovecot.process().awaitLog("Login: user=<" + user + ">");
            assertThat(line.contains(", TLS, ")).as(line).isEqualTo(tls != TlsMode.NONE);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"STARTTLS", "IMPLICIT"})
    void whoIsNotTrustedGetsNoLogin(TlsMode tls, Dovecot dovecot) throws Exception {
        Feature.NOT_TRUSTED.tried(DOVECOT_POP3, () -> {
            String user = Mailboxes.next();
            Pop3Client ofTheJdk = dovecot.pop3(tls, user).connection(settings -> settings.withSslContext(null));
            assertThatThrownBy(ofTheJdk::open).isInstanceOf(MailTlsException.class);
            assertThat(dovecot.process().log(user)).isEmpty();
        });
    }

    @Test
    void implicitTlsAgainstThePortInClearSaysWhatToDo(Dovecot dovecot) throws Exception {
        Feature.WRONG_PORT.tried(DOVECOT_POP3, () -> {
            Pop3Client client = dovecot.pop3(TlsMode.IMPLICIT, Mailboxes.next()).port(dovecot.port(TlsMode.NONE));
            assertThatThrownBy(client::open)
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("tls=STARTTLS")
                    .hasMessageContaining("tls=NONE");
        });
    }
}
