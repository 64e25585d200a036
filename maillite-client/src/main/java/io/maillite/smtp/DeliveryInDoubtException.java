package io.maillite.smtp;

import org.jspecify.annotations.Nullable;

/**
 * The end of the data was sent, and no reply that can be read came. The server may have the message or not; sending it
 * again may double it, so only the user can decide that.
 */
public final class DeliveryInDoubtException extends SmtpException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and what to do about it
     * @param reply the reply that decided it, or null
     * @param recipients what became of the message for each recipient
     * @param cause what it was noticed by, if anything
     */
    public DeliveryInDoubtException(
            String message, @Nullable SmtpReply reply, RecipientResults recipients, @Nullable Throwable cause) {
        super(message, reply, recipients, cause);
    }
}
