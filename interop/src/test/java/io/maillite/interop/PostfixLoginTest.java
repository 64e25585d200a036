package io.maillite.interop;

import static io.maillite.interop.Server.POSTFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.interop.Postfix.Port;
import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.MailTlsException;
import io.maillite.wire.TlsMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** TLS in three modes, and submission with every mechanism that Dovecot checks for Postfix. */
@ExtendWith(RealServers.class)
class PostfixLoginTest {
    private static SmtpClient submission(Postfix postfix, TlsMode tls) {
        return postfix.smtp(tls == TlsMode.IMPLICIT ? Port.SUBMISSIONS : Port.SUBMISSION, tls);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"AUTO", "SCRAM_SHA_256_PLUS", "SCRAM_SHA_1_PLUS", "EXTERNAL", "USER", "APOP"})
    void submitsAfterALoginByEachMechanism(AuthMechanism mechanism, Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.login(mechanism).tried(POSTFIX, () -> {
            for (TlsMode tls : new TlsMode[] {TlsMode.STARTTLS, TlsMode.IMPLICIT}) {
                String user = Mailboxes.next();
                try (SmtpSession session = submission(postfix, tls)
                        .authentication(Logins.right(user, mechanism))
                        .open()) {
                    session.send(Mails.to(user)).orThrow();
                    session.quit();
                }
                postfix.process().awaitLog("sasl_method=" + mechanism.protocolName() + ",", "sasl_username=" + user);
                Arrived.assertArrived(MessageKind.DOTS, dovecot, user);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SCRAM_SHA_256_PLUS", "SCRAM_SHA_1_PLUS", "EXTERNAL", "USER", "APOP"})
    void whatIsWrongIsRefusedOnceAndNothingElseIsTried(AuthMechanism mechanism, Postfix postfix) throws Exception {
        Feature.REFUSED.tried(POSTFIX, () -> {
            int before = failed(postfix);
            SmtpClient client =
                    submission(postfix, TlsMode.STARTTLS).authentication(Logins.wrong(Mailboxes.next(), mechanism));

            assertThatThrownBy(client::open)
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("535")
                    .hasMessageNotContaining(Logins.WRONG);

            Waiting.untilTrue(() -> failed(postfix) > before);
            assertThat(postfix.process().log(" disconnect from ", " auth=0/"))
                    .allMatch(line -> line.contains(" auth=0/1 "));
            assertThat(failed(postfix) - before).isEqualTo(1);
        });
    }

    /** Sessions in which somebody tried to log in and could not. */
    private static int failed(Postfix postfix) {
        return postfix.process().log(" disconnect from ", " auth=0/").size();
    }

    @Test
    void autoTakesTheStrongest(Postfix postfix) throws Exception {
        Feature.AUTO.tried(POSTFIX, () -> {
            assertThat(methodOfAuto(postfix, Logins.password(Mailboxes.next()))).isEqualTo("SCRAM-SHA-256");
            assertThat(methodOfAuto(postfix, Logins.token(Mailboxes.next()))).isEqualTo("OAUTHBEARER");
        });
    }

    private static String methodOfAuto(Postfix postfix, Credentials who) throws Exception {
        try (SmtpSession session = submission(postfix, TlsMode.IMPLICIT)
                .authentication(Authentication.auto(who))
                .open()) {
            session.send(Mails.to(who.username())).orThrow();
            session.quit();
        }
        return postfix.process()
                .awaitLog("sasl_username=" + who.username())
                .replaceFirst(".*sasl_method=", "")
                .replaceFirst(",.*", "");
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void isSecuredAsItWasAsked(TlsMode tls, Dovecot dovecot, Postfix postfix) throws Exception {
        Feature feature =
                switch (tls) {
                    case NONE -> Feature.IN_CLEAR;
                    case STARTTLS -> Feature.STARTTLS;
                    case IMPLICIT -> Feature.IMPLICIT_TLS;
                };
        feature.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            SmtpClient client = tls == TlsMode.NONE
                    ? postfix.smtp(Port.SMTP)
                    : submission(postfix, tls).credentials(user, Mailboxes.passwordOf(user));
            try (SmtpSession session = client.open()) {
                session.send(Mails.to(user)).orThrow();
                session.quit();
            }
            Arrived.assertArrived(MessageKind.DOTS, dovecot, user);
            String trace =
                    new String(Arrived.messages(dovecot, user, 1).get(0), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(trace)
                    .contains(
                            switch (tls) {
                                case NONE -> "(Postfix) with ESMTP id";
                                case STARTTLS, IMPLICIT -> "(Postfix) with ESMTPSA id";
                            });
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"STARTTLS", "IMPLICIT"})
    void whoIsNotTrustedGetsNoLogin(TlsMode tls, Postfix postfix) throws Exception {
        Feature.NOT_TRUSTED.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            SmtpClient ofTheJdk = submission(postfix, tls)
                    .credentials(user, Mailboxes.passwordOf(user))
                    .connection(settings -> settings.withSslContext(null));
            assertThatThrownBy(ofTheJdk::open).isInstanceOf(MailTlsException.class);
            assertThat(postfix.process().log(user)).isEmpty();
        });
    }

    @Test
    void implicitTlsAgainstThePortInClearSaysWhatToDo(Postfix postfix) throws Exception {
        Feature.WRONG_PORT.tried(POSTFIX, () -> assertThatThrownBy(postfix.smtp(Port.SMTP, TlsMode.IMPLICIT)::open)
                .isInstanceOf(MailTlsException.class)
                .hasMessageContaining("tls=STARTTLS")
                .hasMessageContaining("tls=NONE"));
    }
}
