package io.maillite.wire;

import org.jspecify.annotations.Nullable;

/** The server broke the protocol or a limit. Nothing it says afterwards can be trusted: the session is dead. */
public final class MailProtocolException extends MailException {
    private static final long serialVersionUID = 1L;

    /** @param message what the server did */
    public MailProtocolException(String message) {
        super(message, null);
    }

    /**
     * @param message what the server did
     * @param cause what it was noticed by, if anything
     */
    public MailProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
