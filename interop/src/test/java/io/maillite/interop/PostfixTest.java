package io.maillite.interop;

import static io.maillite.interop.Server.POSTFIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.interop.Postfix.Port;
import io.maillite.smtp.Envelope;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.MessageSource;
import io.maillite.smtp.Outcome;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.TlsMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Postfix can do, used by the client and by {@code smtplite:}. */
@ExtendWith(RealServers.class)
class PostfixTest {
    private static void sendOne(Dovecot dovecot, SmtpClient client, MessageKind kind) throws Exception {
        String user = Mailboxes.next();
        try (SmtpSession session = client.open()) {
            session.send(Mails.to(kind, user)).orThrow();
            session.quit();
        }
        Arrived.assertArrived(kind, dovecot, user);
    }

    @Test
    void takesMailPipelinedOrNotByDataOrByBdat(Dovecot dovecot, Postfix postfix) throws Exception {
        SmtpClient client = postfix.smtp(Port.SMTP);
        try (SmtpSession session = client.open()) {
            assertThat(session.capabilities().asMap())
                    .containsKeys("PIPELINING", "CHUNKING", "8BITMIME", "SIZE", "DSN", "SMTPUTF8", "STARTTLS");
        }
        Feature.PIPELINING.tried(POSTFIX, () -> sendOne(dovecot, client.chunking(ExtensionUse.OFF), MessageKind.DOTS));
        Feature.NO_PIPELINING.tried(POSTFIX, () -> {
            sendOne(dovecot, client.pipelining(ExtensionUse.OFF), MessageKind.DOTS);
            sendOne(dovecot, postfix.smtp(Port.PLAIN), MessageKind.DOTS);
        });
        Feature.CHUNKING.tried(POSTFIX, () -> {
            long before = postfix.process().log(" disconnect from ", " bdat=").size();
            sendOne(dovecot, client, MessageKind.DOTS);
            sendOne(dovecot, client.pipelining(ExtensionUse.OFF), MessageKind.EIGHT_BIT_BODY);
            Waiting.untilTrue(
                    () -> postfix.process().log(" disconnect from ", " bdat=").size() >= before + 2);
        });
        Feature.EIGHT_BIT.tried(POSTFIX, () -> {
            sendOne(dovecot, client, MessageKind.EIGHT_BIT_BODY);
            sendOne(dovecot, client.chunking(ExtensionUse.OFF), MessageKind.EIGHT_BIT_BODY);
        });
    }

    @Test
    void takesOneMessageForSeveral(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.RECIPIENTS.tried(POSTFIX, () -> {
            List<String> users = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                users.add(Mailboxes.next());
            }
            try (SmtpSession session = postfix.smtp(Port.SMTP).open()) {
                SendResult result =
                        session.send(Mails.to(users.toArray(String[]::new))).orThrow();
                assertThat(result.recipients().accepted()).isEqualTo(users);
                session.quit();
            }
            users.forEach(user -> Arrived.assertArrived(MessageKind.DOTS, dovecot, user));
        });
    }

    @Test
    void oneUnknownRecipientHasAResultOfItsOwn(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.PARTIAL.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            try (SmtpSession session = postfix.smtp(Port.SMTP).open()) {
                SendResult result = session.send(Mails.to(Mails.UNKNOWN, user));
                assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
                assertThat(result.isPartial()).isTrue();
                assertThat(result.recipients().accepted()).containsExactly(user);
                assertThat(result.recipients().refused().get(Mails.UNKNOWN).code())
                        .isEqualTo(550);
                session.quit();
            }
            Arrived.assertArrived(MessageKind.DOTS, dovecot, user);
            Partial.withAComponent(postfix.uri(Port.SMTP, TlsMode.NONE), dovecot);
        });
    }

    @Test
    void allRecipientsOrNone(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.ALL_OR_NONE.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            for (ExtensionUse pipelining : ExtensionUse.values()) {
                SmtpClient client =
                        postfix.smtp(Port.SMTP).pipelining(pipelining).requireAllRecipients(true);
                try (SmtpSession session = client.open()) {
                    SendResult refused = session.send(Mails.to(user, Mails.UNKNOWN));
                    assertThat(refused.outcome()).isEqualTo(Outcome.PERMANENT);
                    assertThat(refused.recipients().accepted()).isEmpty();
                    session.send(Mails.to(MessageKind.SIGNED, user)).orThrow();
                    session.quit();
                }
            }
            assertThat(Arrived.messages(dovecot, user, 2))
                    .hasSize(2)
                    .allMatch(message -> Arrived.isUnderTraceFields(MessageKind.SIGNED.normalized(), message));
        });
    }

    @Test
    void takesABatchOverOneConnection(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.BATCH.tried(POSTFIX, () -> {
            String user = Mailboxes.next();
            try (Routes routes = new Routes()) {
                List<Exchange> batch = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    batch.add(routes.exchange(
                            MessageKind.DOTS.octets(),
                            Map.of(SmtpLiteHeaders.FROM, Mails.FROM, SmtpLiteHeaders.TO, user)));
                }
                Exchange sent = routes.send(postfix.uri(Port.SMTP, TlsMode.STARTTLS), batch, Map.of());
                assertThat(sent.getException()).isNull();
                assertThat(batch).allMatch(one -> one.getException() == null);
                List<?> results = sent.getMessage().getHeader(SmtpLiteHeaders.RESULTS, List.class);
                assertThat(results).hasSize(50);
            }
            assertThat(Arrived.messages(dovecot, user, 50)).hasSize(50);
            postfix.process().awaitLog(" disconnect from ", " mail=50 ");
        });
    }

    @Test
    void theReportSaysWhatTheEnvelopeAskedFor(Dovecot dovecot, Postfix postfix) throws Exception {
        Feature.DSN.tried(POSTFIX, () -> {
            String sender = Mailboxes.next();
            String user = Mailboxes.next();
            String envelopeId = "order+7=a";
            Envelope envelope = Envelope.of(sender, user)
                    .withMailParameters(Map.of("RET", "HDRS", "ENVID", envelopeId))
                    .withRecipientParameters(
                            Map.of("NOTIFY", "SUCCESS,FAILURE", "ORCPT", "rfc822;first+last=x@interop.test"));
            try (SmtpSession session = postfix.smtp(Port.SMTP).open()) {
                session.send(new MailObject(envelope, MessageSource.of(MessageKind.DOTS.octets())))
                        .orThrow();
                session.quit();
            }
            Arrived.assertArrived(MessageKind.DOTS, dovecot, user);
            assertThat(report(dovecot, sender))
                    .contains("Original-Envelope-Id: " + envelopeId)
                    .contains("Original-Recipient: rfc822;first+last=x@interop.test")
                    .contains("Final-Recipient: rfc822; " + user)
                    .contains("Content-Type: text/rfc822-headers");

            assertThat(reportOfFailure(dovecot, postfix, "HDRS")).contains("Content-Type: text/rfc822-headers");
            assertThat(reportOfFailure(dovecot, postfix, "FULL"))
                    .contains("Content-Type: message/rfc822")
                    .contains(new String(MessageKind.DOTS.normalized(), StandardCharsets.ISO_8859_1));
        });
    }

    /** What a sender gets to hear of a message that was accepted, and could not be delivered. */
    private static String reportOfFailure(Dovecot dovecot, Postfix postfix, String wanted) {
        String sender = Mailboxes.next();
        try (Routes routes = new Routes()) {
            String uri = postfix.uri(Port.SMTP, TlsMode.NONE);
            Map<String, Object> envelope =
                    Map.of(SmtpLiteHeaders.FROM, sender, SmtpLiteHeaders.TO, Postfix.BOUNCING_USER);
            Exchange silent = routes.send(
                    uri + "&recipientParameters=NOTIFY=NEVER&mailParameters=ENVID=never",
                    MessageKind.DOTS.octets(),
                    envelope);
            assertThat(silent.getException()).isNull();
            Exchange sent = routes.send(
                    uri + "&recipientParameters=NOTIFY=FAILURE&mailParameters=RET=" + wanted + " ENVID=from-route",
                    MessageKind.DOTS.octets(),
                    envelope);
            assertThat(sent.getException()).isNull();
        }
        String report = report(dovecot, sender);
        assertThat(report).contains("Original-Envelope-Id: from-route").contains("Status: 5.1.1");
        return report;
    }

    private static String report(Dovecot dovecot, String sender) {
        return new String(Arrived.messages(dovecot, sender, 1).get(0), StandardCharsets.ISO_8859_1);
    }

    @Test
    void takesAddressesThatAreNotAscii(Postfix postfix) throws Exception {
        Feature.SMTPUTF8.tried(POSTFIX, () -> {
            try (SmtpSession session = postfix.smtp(Port.SMTP).open()) {
                session.send(Mails.to(MessageKind.EIGHT_BIT_BODY, Postfix.UTF8_USER))
                        .orThrow();
                session.quit();
            }
            assertDelivered(postfix.delivered("utf8"), MessageKind.EIGHT_BIT_BODY, "with UTF8SMTP id");
            try (Routes routes = new Routes()) {
                Exchange sent = routes.send(
                        postfix.uri(Port.SMTP, TlsMode.NONE),
                        MessageKind.DOTS.octets(),
                        Map.of(SmtpLiteHeaders.FROM, Postfix.UTF8_USER, SmtpLiteHeaders.TO, Postfix.UTF8_USER));
                assertThat(sent.getException()).isNull();
            }
            assertDelivered(postfix.delivered("utf8"), MessageKind.DOTS, "Return-Path: <" + Postfix.UTF8_USER + ">");
        });
    }

    @Test
    void whatItCannotTakeIsNotSent(Postfix postfix) throws Exception {
        Feature.NO_SMTPUTF8.tried(POSTFIX, () -> {
            try (SmtpSession session = postfix.smtp(Port.ASCII).open()) {
                assertThat(session.send(Mails.to(Postfix.UTF8_USER)).outcome()).isEqualTo(Outcome.PERMANENT);
                session.send(Mails.to(Postfix.IDN_USER)).orThrow();
                session.quit();
            }
            assertDelivered(postfix.delivered("idn"), MessageKind.DOTS, "user@xn--bcher-kva.test");
            postfix.process().awaitLog(" disconnect from ", " mail=1 rcpt=1 ");
        });
    }

    /** Postfix keeps lines as its own system does, and says so to nobody. */
    private static void assertDelivered(byte[] delivered, MessageKind kind, String trace) {
        String sent = new String(kind.normalized(), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        assertThat(new String(delivered, StandardCharsets.ISO_8859_1)).endsWith(sent);
        assertThat(new String(delivered, StandardCharsets.UTF_8)).contains(trace);
    }
}
