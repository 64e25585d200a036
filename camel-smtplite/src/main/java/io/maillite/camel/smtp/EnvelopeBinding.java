package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Makes the envelope of a message, from its headers or else from the options. */
final class EnvelopeBinding {
    private final SmtpLiteConfiguration options;

    EnvelopeBinding(SmtpLiteConfiguration options) {
        this.options = options;
    }

    /** @throws IllegalArgumentException if there is no sender or no recipient, or a header is of a wrong type */
    Envelope envelope(Message message) {
        Parameters mail = Parameters.of(
                SmtpLiteHeaders.MAIL_PARAMETERS,
                headerOr(message, SmtpLiteHeaders.MAIL_PARAMETERS, options.getMailParameters()));
        if (!mail.single().isEmpty()) {
            throw new IllegalArgumentException(
                    "Parameters for single recipients belong to " + SmtpLiteHeaders.RECIPIENT_PARAMETERS);
        }
        Parameters rcpt = Parameters.of(
                SmtpLiteHeaders.RECIPIENT_PARAMETERS,
                headerOr(message, SmtpLiteHeaders.RECIPIENT_PARAMETERS, options.getRecipientParameters()));
        return Envelope.of(reversePath(message), recipients(message))
                .withMailParameters(mail.all())
                .withRecipientParameters(rcpt.all())
                .withSingleRecipientParameters(rcpt.single());
    }

    private String reversePath(Message message) {
        Object from = headerOr(message, SmtpLiteHeaders.FROM, options.getFrom());
        if (from == null || from.toString().isBlank()) {
            throw new IllegalArgumentException("The envelope names no sender: set the option from or the header "
                    + SmtpLiteHeaders.FROM + " to an address, or to <> for the null sender");
        }
        return from.toString();
    }

    private List<String> recipients(Message message) {
        Object to = headerOr(message, SmtpLiteHeaders.TO, options.getTo());
        List<String> recipients = to == null ? List.of() : Addresses.of(to);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException(
                    "The envelope names no recipient: set the option to or the header " + SmtpLiteHeaders.TO);
        }
        return recipients;
    }

    private static @Nullable Object headerOr(Message message, String header, @Nullable Object option) {
        Object value = message.getHeader(header);
        return value == null ? option : value;
    }
}
