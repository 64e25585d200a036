package io.maillite.smtp;

import io.maillite.wire.MailException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message could not be delivered to all its recipients, or the server refused the session or a command. */
public abstract sealed class SmtpException extends MailException
        permits SmtpTransientException, SmtpPermanentException, DeliveryInDoubtException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable SmtpReply reply;
    private final transient RecipientResults recipients;

    SmtpException(String message, @Nullable SmtpReply reply, RecipientResults recipients, @Nullable Throwable cause) {
        super(message, cause);
        this.reply = reply;
        this.recipients = recipients;
    }

    /** The reply that decided it, the first if there were several; empty if the server said nothing. */
    public Optional<SmtpReply> reply() {
        return Optional.ofNullable(reply);
    }

    /** What became of the message for each recipient; of nobody, if it was not about a message. */
    public RecipientResults recipients() {
        return recipients;
    }
}
