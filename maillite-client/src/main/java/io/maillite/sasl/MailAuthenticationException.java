package io.maillite.sasl;

import io.maillite.wire.MailException;
import org.jspecify.annotations.Nullable;

/** The login failed: wrong credentials, or no way to present them that is allowed. Nothing weaker was tried. */
public final class MailAuthenticationException extends MailException {
    private static final long serialVersionUID = 1L;

    private final String reply;

    /**
     * @param message what failed and what to do about it
     * @param reply what the server answered, printable; empty if it was not asked
     * @param cause what it was noticed by, if anything
     */
    public MailAuthenticationException(String message, String reply, @Nullable Throwable cause) {
        super(message, cause);
        this.reply = reply;
    }

    /** What the server answered, printable; empty if it was not asked. */
    public String reply() {
        return reply;
    }
}
