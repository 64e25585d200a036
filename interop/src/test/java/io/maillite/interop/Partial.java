package io.maillite.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.smtp.SmtpPermanentException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/** What {@code smtplite:} makes of a message that one recipient gets and another does not. */
final class Partial {
    private Partial() {}

    static void withAComponent(String uri, Dovecot dovecot) {
        String user = Mailboxes.next();
        Map<String, Object> envelope =
                Map.of(SmtpLiteHeaders.FROM, Mails.FROM, SmtpLiteHeaders.TO, List.of(Mails.UNKNOWN, user));
        try (Routes routes = new Routes()) {
            Exchange failed = routes.send(uri, MessageKind.DOTS.octets(), envelope);
            assertThat(failed.getException()).isInstanceOf(SmtpPermanentException.class);
            assertNamed(failed, user);

            Exchange accepted = routes.send(uri + "&partialDelivery=ACCEPT", MessageKind.DOTS.octets(), envelope);
            assertThat(accepted.getException()).isNull();
            assertNamed(accepted, user);
        }
        assertThat(Arrived.messages(dovecot, user, 2))
                .allMatch(message -> Arrived.isUnderTraceFields(MessageKind.DOTS.normalized(), message));
    }

    private static void assertNamed(Exchange sent, String user) {
        assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.ACCEPTED_RECIPIENTS))
                .isEqualTo(List.of(user));
        Map<?, ?> refused = sent.getMessage().getHeader(SmtpLiteHeaders.REFUSED_RECIPIENTS, Map.class);
        assertThat(refused.keySet()).isEqualTo(Set.of(Mails.UNKNOWN));
    }
}
