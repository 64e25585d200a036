package io.maillite.sasl;

import org.jspecify.annotations.Nullable;

/** The server's side of a mechanism is wrong: it may not be the server that knows our password. */
final class SaslFailure extends Exception {
    private static final long serialVersionUID = 1L;

    SaslFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
