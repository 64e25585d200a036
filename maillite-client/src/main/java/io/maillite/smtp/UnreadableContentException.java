package io.maillite.smtp;

import io.maillite.wire.MailException;

/** The content of a message could not be read from where it is kept. */
final class UnreadableContentException extends MailException {
    private static final long serialVersionUID = 1L;

    UnreadableContentException(Exception cause) {
        super("The message could not be read: " + cause, cause);
    }
}
