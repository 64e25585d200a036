package io.maillite.interop;

import static io.maillite.interop.Server.POSTFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.interop.Postfix.Port;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.Outcome;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpPermanentException;
import io.maillite.smtp.SmtpReply;
import io.maillite.smtp.SmtpSession;
import io.maillite.smtp.SmtpTransientException;
import io.maillite.wire.TlsMode;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message too large, and a server that has had enough: {@code 552} and {@code 421}. */
@ExtendWith(RealServers.class)
class PostfixLimitsTest {
    private static final int ROUNDS = 5;

    private static Exchange send(Routes routes, Postfix postfix, Port port, Object body, Object to) {
        return routes.send(
                postfix.uri(port, TlsMode.NONE) + "&maxConnections=1",
                body,
                Map.of(SmtpLiteHeaders.FROM, Mails.FROM, SmtpLiteHeaders.TO, to));
    }

    @Test
    void aMessageTooLargeIsAnErrorBeforeAnythingIsSent(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.SIZE_BEFORE.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            byte[] large = Mails.ofSize(2 * Postfix.SMALL_LIMIT);
            try (Routes routes = new Routes()) {
                Exchange refused = send(routes, postfix, Port.SMALL, large, user);
                assertThat(refused.getException()).isInstanceOfSatisfying(SmtpPermanentException.class, e -> {
                    assertThat(e.reply()).as("the server was not asked").isEmpty();
                    assertThat(e).hasMessageContaining(String.valueOf(Postfix.SMALL_LIMIT));
                });
                assertThat(send(routes, postfix, Port.SMALL, MessageKind.DOTS.octets(), user)
                                .getException())
                        .isNull();
            }
            Arrived.assertArrived(MessageKind.DOTS, dovecot, user);
        });
    }

    @Test
    void aMessageOfUnknownLengthThatIsTooLargeIsRefused(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.SIZE_AFTER.tried(POSTFIX, () -> {
            for (ExtensionUse chunking : ExtensionUse.values()) {
                for (int size : new int[] {2 * Postfix.SMALL_LIMIT, 20 * 1024 * 1024}) {
                    String user = Mailboxes.next();
                    try (SmtpSession session =
                            postfix.smtp(Port.SMALL).chunking(chunking).open()) {
                        SendResult result = session.send(Mails.ofUnknownLength(Mails.ofSize(size), user));
                        assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
                        assertThat(result.reply().map(SmtpReply::code)).contains(552);
                        assertThat(session.isUsable()).isTrue();
                        session.send(Mails.to(user)).orThrow();
                        session.quit();
                    }
                    Arrived.assertArrived(MessageKind.DOTS, dovecot, user);
                }
            }
        });
    }

    @Test
    void aConnectionThatWasClosedWhileItWasIdleIsReplaced(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.CLOSED_IDLE.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            try (Routes routes = new Routes()) {
                for (int i = 1; i <= 3; i++) {
                    int before = postfix.process().log("timeout after").size();
                    Exchange sent = send(routes, postfix, Port.IMPATIENT, MessageKind.DOTS.octets(), user);
                    assertThat(sent.getException()).isNull();
                    Waiting.untilTrue(
                            () -> postfix.process().log("timeout after").size() > before);
                }
            }
            assertThat(Arrived.messages(dovecot, user, 3)).hasSize(3);
        });
    }

    @Test
    void aConnectionThatIsClosedAfterTooManyErrorsIsReplaced(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.CLOSED_AFTER_ERRORS.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            try (Routes routes = new Routes()) {
                for (int round = 1; round <= ROUNDS; round++) {
                    for (int i = 1; i <= Postfix.STRICT_LIMIT; i++) {
                        Exchange refused = send(routes, postfix, Port.STRICT, MessageKind.DOTS.octets(), Mails.UNKNOWN);
                        assertThat(refused.getException())
                                .as("refused message %s of round %s", i, round)
                                .isInstanceOf(SmtpPermanentException.class)
                                .hasMessageContaining("550");
                    }
                    Exchange sent = send(routes, postfix, Port.STRICT, MessageKind.DOTS.octets(), user);
                    assertThat(sent.getException())
                            .as("message of round %s", round)
                            .isNull();
                }
                Waiting.untilTrue(
                        () -> postfix.process().log("too many errors after").size() >= ROUNDS);

                // the whole message is too much for one connection: refused for now, and not tried for ever
                Exchange tooMuch = send(
                        routes,
                        postfix,
                        Port.STRICT,
                        new ByteArrayInputStream(MessageKind.DOTS.octets()),
                        List.of(user, "a" + Mails.UNKNOWN, "b" + Mails.UNKNOWN, "c" + Mails.UNKNOWN));
                assertThat(tooMuch.getException()).isInstanceOf(SmtpTransientException.class);
                assertThat(tooMuch.getException()).hasMessageContaining("421");
                postfix.process().awaitLog("reject: RCPT", "to=<c" + Mails.UNKNOWN + ">");
            }
            assertThat(Arrived.messages(dovecot, user, ROUNDS)).hasSize(ROUNDS);
            assertThat(postfix.process().log("reject: RCPT", "to=<c" + Mails.UNKNOWN + ">"))
                    .hasSizeBetween(1, 2);
        });
    }

    @Test
    void a421ToARecipientIsARefusalForNow(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.CLOSED_AT_RCPT.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            try (Routes routes = new Routes()) {
                for (int i = 1; i <= 2; i++) {
                    assertThat(send(routes, postfix, Port.SMTP, MessageKind.DOTS.octets(), user)
                                    .getException())
                            .isNull();
                    Exchange refused = send(
                            routes,
                            postfix,
                            Port.SMTP,
                            MessageKind.DOTS.octets(),
                            List.of(user, "closing@interop.test"));
                    assertThat(refused.getException())
                            .isInstanceOf(SmtpTransientException.class)
                            .hasMessageContaining("421");
                    int attempts = 2 * i; // on the pooled connection, and on a new one
                    Waiting.untilTrue(() -> postfix.process().log("421 4.3.2").size() >= attempts);
                }
            }
            assertThat(Arrived.messages(dovecot, user, 2)).hasSize(2);
            assertThat(postfix.process().log("421 4.3.2")).hasSize(4);
        });
    }

    @Test
    void a421AsGreetingIsARefusalForNow(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.CLOSED_AT_GREETING.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            SmtpSession only = Waiting.until(() -> openIfFree(postfix));
            try (only;
                    Routes routes = new Routes()) {
                assertThatThrownBy(postfix.smtp(Port.SINGLE)::open)
                        .isInstanceOfSatisfying(
                                SmtpTransientException.class,
                                e -> assertThat(e.reply().map(SmtpReply::code)).contains(421));
                Exchange refused = send(routes, postfix, Port.SINGLE, MessageKind.DOTS.octets(), user);
                assertThat(refused.getException())
                        .isInstanceOf(SmtpTransientException.class)
                        .hasMessageContaining("too many connections");
                only.send(Mails.to(user)).orThrow();
                only.quit();
                Waiting.untilTrue(() -> send(routes, postfix, Port.SINGLE, MessageKind.DOTS.octets(), user)
                                .getException()
                        == null);
            }
            assertThat(Arrived.messages(dovecot, user, 2)).hasSize(2);
        });
    }

    /** Those that looked whether the port is served may not be forgotten yet. */
    private static SmtpSession openIfFree(Postfix postfix) throws Exception {
        try {
            return postfix.smtp(Port.SINGLE).open();
        } catch (SmtpTransientException e) {
            return null;
        }
    }
}
