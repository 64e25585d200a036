package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Makes the envelope of a message, from its headers or else from the options. */
final class EnvelopeBinding {
    private final SmtpLiteConfiguration options;
    private volatile @Nullable Known latest;

    EnvelopeBinding(SmtpLiteConfiguration options) {
        this.options = options;
    }

    /** @throws IllegalArgumentException if there is no sender or no recipient, or a header is of a wrong type */
    Envelope envelope(Message message) {
        Said said = new Said(
                headerOr(message, SmtpLiteHeaders.FROM, options.getFrom()),
                headerOr(message, SmtpLiteHeaders.TO, options.getTo()),
                headerOr(message, SmtpLiteHeaders.MAIL_PARAMETERS, options.getMailParameters()),
                headerOr(message, SmtpLiteHeaders.RECIPIENT_PARAMETERS, options.getRecipientParameters()));
        Known known = latest;
        if (known != null && known.said().isAs(said)) {
            return known.envelope();
        }
        Envelope envelope = said.envelope();
        if (said.isText()) {
            latest = new Known(said, envelope);
        }
        return envelope;
    }

    /** Messages in a row often say the same, in the same words. */
    private record Known(Said said, Envelope envelope) {}

    /** What headers or options say. */
    private record Said(
            @Nullable Object from,
            @Nullable Object to,
            @Nullable Object mail,
            @Nullable Object rcpt) {
        /** Not the record's own, which takes a young JVM longer than a hundred messages. */
        boolean isAs(Said other) {
            return Objects.equals(from, other.from)
                    && Objects.equals(to, other.to)
                    && Objects.equals(mail, other.mail)
                    && Objects.equals(rcpt, other.rcpt);
        }

        /** Only of a text it is certain that it is the same later. */
        boolean isText() {
            return isText(from) && isText(to) && isText(mail) && isText(rcpt);
        }

        private static boolean isText(@Nullable Object value) {
            return value == null || value instanceof String;
        }

        Envelope envelope() {
            Parameters forMail = Parameters.of(SmtpLiteHeaders.MAIL_PARAMETERS, mail);
            if (!forMail.single().isEmpty()) {
                throw new IllegalArgumentException(
                        "Parameters for single recipients belong to " + SmtpLiteHeaders.RECIPIENT_PARAMETERS);
            }
            Parameters forRcpt = Parameters.of(SmtpLiteHeaders.RECIPIENT_PARAMETERS, rcpt);
            return new Envelope(reversePath(), recipients(), forMail.all(), forRcpt.all(), forRcpt.single());
        }

        private String reversePath() {
            if (from == null || from.toString().isBlank()) {
                throw new IllegalArgumentException("The envelope names no sender: set the option from or the header "
                        + SmtpLiteHeaders.FROM + " to an address, or to <> for the null sender");
            }
            return from.toString();
        }

        private List<String> recipients() {
            List<String> recipients = to == null ? List.of() : Addresses.of(to);
            if (recipients.isEmpty()) {
                throw new IllegalArgumentException(
                        "The envelope names no recipient: set the option to or the header " + SmtpLiteHeaders.TO);
            }
            return recipients;
        }
    }

    private static @Nullable Object headerOr(Message message, String header, @Nullable Object option) {
        Object value = message.getHeader(header);
        return value == null ? option : value;
    }
}
