package io.maillite.interop;

import static io.maillite.interop.Server.DOVECOT_LMTP;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.Outcome;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpPermanentException;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client and {@code smtplite:} with Dovecot's LMTP: a final reply for each recipient. */
@ExtendWith(RealServers.class)
class DovecotLmtpTest {
    private static String uri(Dovecot dovecot) {
        return "smtplite:localhost:" + dovecot.lmtp() + "?protocol=LMTP&tls=NONE&localHostName=client.interop.test";
    }

    private static void sendOne(Dovecot dovecot, SmtpClient client, MessageKind kind) throws Exception {
        String user = Mailboxes.next();
        try (SmtpSession session = client.open()) {
            SendResult result = session.send(Mails.to(kind, user)).orThrow();
            assertThat(result.recipients().accepted()).containsExactly(user);
            session.quit();
        }
        Arrived.assertArrived(kind, dovecot, user);
    }

    @Test
    void takesMailInClear(Dovecot dovecot) throws Exception {
        Feature.IN_CLEAR.tried(DOVECOT_LMTP, () -> sendOne(dovecot, dovecot.lmtp(TlsMode.NONE), MessageKind.PLAIN));
    }

    @Test
    void takesMailUnderStarttls(Dovecot dovecot) throws Exception {
        Feature.STARTTLS.tried(DOVECOT_LMTP, () -> sendOne(dovecot, dovecot.lmtp(TlsMode.STARTTLS), MessageKind.PLAIN));
    }

    @Test
    void takesMailPipelinedOrNotByDataOrByBdat(Dovecot dovecot) throws Exception {
        SmtpClient client = dovecot.lmtp(TlsMode.NONE);
        try (SmtpSession session = client.open()) {
            assertThat(session.capabilities().asMap()).containsKeys("PIPELINING", "CHUNKING", "8BITMIME");
        }
        Feature.PIPELINING.tried(
                DOVECOT_LMTP, () -> sendOne(dovecot, client.chunking(ExtensionUse.OFF), MessageKind.DOTS));
        Feature.NO_PIPELINING.tried(
                DOVECOT_LMTP, () -> sendOne(dovecot, client.pipelining(ExtensionUse.OFF), MessageKind.DOTS));
        Feature.CHUNKING.tried(DOVECOT_LMTP, () -> sendOne(dovecot, client, MessageKind.DOTS));
        Feature.EIGHT_BIT.tried(DOVECOT_LMTP, () -> sendOne(dovecot, client, MessageKind.EIGHT_BIT_BODY));
    }

    @Test
    void answersForEachRecipient(Dovecot dovecot) throws Exception {
        String first = Mailboxes.next();
        String second = Mailboxes.next();
        Feature.RECIPIENTS.tried(DOVECOT_LMTP, () -> {
            try (SmtpSession session = dovecot.lmtp(TlsMode.NONE).open()) {
                SendResult result = session.send(Mails.to(first, second)).orThrow();
                assertThat(result.recipients().accepted()).containsExactly(first, second);
                assertThat(result.recipients().asList()).allSatisfy(recipient -> assertThat(
                                recipient.reply().orElseThrow().text())
                        .contains(recipient.recipient()));
                session.quit();
            }
            Arrived.assertArrived(MessageKind.DOTS, dovecot, first);
            Arrived.assertArrived(MessageKind.DOTS, dovecot, second);
        });
    }

    @Test
    void oneUnknownRecipientHasAResultOfItsOwn(Dovecot dovecot) throws Exception {
        Feature.PARTIAL.tried(DOVECOT_LMTP, () -> {
            String user = Mailboxes.next();
            try (SmtpSession session = dovecot.lmtp(TlsMode.NONE).open()) {
                SendResult result = session.send(Mails.to(user, Mails.UNKNOWN));
                assertThat(result.outcome()).isEqualTo(Outcome.PERMANENT);
                assertThat(result.isPartial()).isTrue();
                assertThat(result.recipients().accepted()).containsExactly(user);
                assertThat(result.recipients().refused().get(Mails.UNKNOWN).code())
                        .isEqualTo(550);
                session.quit();
            }
            Arrived.assertArrived(MessageKind.DOTS, dovecot, user);

            Partial.withAComponent(uri(dovecot), dovecot);
        });
    }

    @Test
    void takesABatchOverOneConnection(Dovecot dovecot) throws Exception {
        Feature.BATCH.tried(DOVECOT_LMTP, () -> {
            String user = Mailboxes.next();
            try (Routes routes = new Routes()) {
                List<Exchange> batch = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    batch.add(routes.exchange(
                            MessageKind.DOTS.octets(),
                            Map.of(
                                    SmtpLiteHeaders.FROM,
                                    Mails.FROM,
                                    SmtpLiteHeaders.TO,
                                    i == 7 ? Mails.UNKNOWN : user)));
                }
                Exchange sent = routes.send(uri(dovecot), batch, Map.of());
                assertThat(sent.getException()).isInstanceOf(io.maillite.smtp.SmtpBatchException.class);
                assertThat(batch.get(7).getException()).isInstanceOf(SmtpPermanentException.class);
                assertThat(batch.stream().filter(one -> one.getException() == null))
                        .hasSize(19);
                assertThat(batch.stream()
                                .filter(one -> one.getException() == null)
                                .map(DovecotLmtpTest::session)
                                .distinct())
                        .as("sessions, by Dovecot's replies")
                        .hasSize(1);
            }
            assertThat(Arrived.messages(dovecot, user, 19)).hasSize(19);
        });
    }

    /** {@code 250 2.0.0 <user> session:T2 Saved}: the second transaction of a session. */
    private static String session(Exchange sent) {
        return sent.getMessage()
                .getHeader(SmtpLiteHeaders.REPLY, String.class)
                .replaceFirst(".*> ", "")
                .replaceFirst(" Saved.*", "")
                .replaceFirst(":T\\d+$", "");
    }
}
