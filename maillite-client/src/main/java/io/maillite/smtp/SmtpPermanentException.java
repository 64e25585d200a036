package io.maillite.smtp;

import org.jspecify.annotations.Nullable;

/**
 * It was refused for good (5yz), or it is not legal, or not possible with this server: then there is no reply, and
 * nothing was sent.
 */
public final class SmtpPermanentException extends SmtpException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and what to do about it
     * @param reply the reply that decided it, or null
     * @param recipients what became of the message for each recipient
     * @param cause what it was noticed by, if anything
     */
    public SmtpPermanentException(
            String message, @Nullable SmtpReply reply, RecipientResults recipients, @Nullable Throwable cause) {
        super(message, reply, recipients, cause);
    }
}
