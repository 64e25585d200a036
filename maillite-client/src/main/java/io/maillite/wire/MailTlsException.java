package io.maillite.wire;

import org.jspecify.annotations.Nullable;

/** TLS could not be had, or not with the server that was meant. Nothing secret was sent, the session is dead. */
public final class MailTlsException extends MailException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and what to do about it
     * @param cause what the JDK reported, if anything
     */
    public MailTlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
