package io.maillite.pop3;

import io.maillite.wire.MailException;

/** A message went on for more than twice what was wanted of it. The rest was not waited for: the session is dead. */
public final class MessageTooLargeException extends MailException {
    private static final long serialVersionUID = 1L;

    /** @param message which message, and how much was wanted */
    public MessageTooLargeException(String message) {
        super(message, null);
    }
}
