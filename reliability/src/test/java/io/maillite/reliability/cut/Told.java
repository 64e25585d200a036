package io.maillite.reliability.cut;

import io.maillite.smtp.DeliveryInDoubtException;
import io.maillite.smtp.RecipientResults;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpException;
import io.maillite.wire.MailException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a sender was told of a message. Whoever is in none of the lists was said not to have got it. */
record Told(
        Set<String> accepted,
        Set<String> refused,
        Set<String> inDoubt,
        @Nullable Throwable failure) {
    /** There was no session. */
    static Told nothingSent(MailException why) {
        return new Told(Set.of(), Set.of(), Set.of(), why);
    }

    static Told of(SendResult result) {
        RecipientResults recipients = result.recipients();
        return new Told(
                Set.copyOf(recipients.accepted()),
                recipients.refused().keySet(),
                Set.copyOf(recipients.inDoubt()),
                result.failure().orElse(null));
    }

    /** By the headers of the message, and the exception. */
    static Told of(Exchange exchange) {
        Collection<?> accepted =
                exchange.getMessage().getHeader("CamelSmtpLiteAcceptedRecipients", List.of(), Collection.class);
        Map<?, ?> refused = exchange.getMessage().getHeader("CamelSmtpLiteRefusedRecipients", Map.of(), Map.class);
        Throwable failure = exchange.getException();
        return new Told(
                texts(accepted),
                texts(refused.keySet()),
                failure instanceof SmtpException smtp
                        ? Set.copyOf(smtp.recipients().inDoubt())
                        : Set.of(),
                failure);
    }

    private static Set<String> texts(Collection<?> objects) {
        return Set.copyOf(objects.stream().map(Objects::toString).toList());
    }

    /** The failure is of the kind that the recipients are. */
    void check(Mail mail, Finding finding) {
        String what = mail + ", of which was said " + this;
        finding.expect(failure == null || failure instanceof MailException, what + ": that is no MailException");
        finding.expect(inDoubt.isEmpty() != (failure instanceof DeliveryInDoubtException), what + ": in doubt or not?");
        finding.expect((accepted.size() == mail.recipients().size()) == (failure == null), what + ": has it failed?");
    }
}
