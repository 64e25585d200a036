package io.maillite.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A mail protocol failed. The message says which server, which command, what was answered and, where that is known,
 * what to do about it. It never holds a credential.
 *
 * <p>A subclass for each thing that a caller would treat differently: the server refused (the session lives), the
 * connection or the protocol broke (the session is dead), the login failed.
 */
public class MailException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed, printable, without secrets
     * @param cause what it was caused by, if anything
     */
    public MailException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
