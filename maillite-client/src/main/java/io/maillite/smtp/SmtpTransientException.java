package io.maillite.smtp;

import org.jspecify.annotations.Nullable;

/** It was refused for now (4yz), or nothing was sent. Sending again to those who have not got it cannot double it. */
public final class SmtpTransientException extends SmtpException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and what to do about it
     * @param reply the reply that decided it, or null
     * @param recipients what became of the message for each recipient
     * @param cause what it was noticed by, if anything
     */
    public SmtpTransientException(
            String message, @Nullable SmtpReply reply, RecipientResults recipients, @Nullable Throwable cause) {
        super(message, reply, recipients, cause);
    }
}
