package io.maillite.examples.quickstart;

import org.jspecify.annotations.Nullable;

/** Nothing was sent, and the message says why and what to do about it. */
final class NotStartedException extends Exception {
    NotStartedException(String message) {
        this(message, null);
    }

    NotStartedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
