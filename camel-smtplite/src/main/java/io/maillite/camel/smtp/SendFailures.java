package io.maillite.camel.smtp;

import io.maillite.smtp.RecipientResults;
import io.maillite.smtp.SmtpTransientException;
import java.time.Duration;

/** What keeps a message from a session that is not the server's doing. Nothing was sent. */
final class SendFailures {
    private SendFailures() {}

    static SmtpTransientException noFreeConnection(int maxConnections, Duration waited, Exception cause) {
        return failure(
                "No connection was free within " + waited.toMillis() + " ms (acquireTimeout): all " + maxConnections
                        + " are in use (maxConnections)",
                cause);
    }

    static SmtpTransientException interrupted(Exception cause) {
        return failure("The wait for a free connection was interrupted", cause);
    }

    static SmtpTransientException stopped(Exception cause) {
        return failure("The endpoint is stopped", cause);
    }

    private static SmtpTransientException failure(String text, Exception cause) {
        return new SmtpTransientException(text, null, RecipientResults.NONE, cause);
    }
}
