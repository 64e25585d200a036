package io.maillite.camel.smtp;

import io.maillite.smtp.RecipientResults;
import io.maillite.smtp.SmtpTransientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What keeps a message from a session that is not the server's doing. Nothing was sent. */
final class SendFailures {
    private SendFailures() {}

    /** @param refusal that the server takes no further connection, if it has said so */
    static SmtpTransientException noFreeConnection(
            int there, int maxConnections, Duration waited, @Nullable SmtpTransientException refusal) {
        String text = "No connection was free within " + waited.toMillis() + " ms (acquireTimeout): all " + there
                + " are in use";
        if (refusal == null) {
            return failure(
                    text + (there == maxConnections ? " (maxConnections)" : ", and the server took no more lately"),
                    null);
        }
        return new SmtpTransientException(
                text + ", and the server takes no more. " + refusal.getMessage(),
                refusal.reply().orElse(null),
                RecipientResults.NONE,
                refusal);
    }

    static SmtpTransientException interrupted(Exception cause) {
        return failure("The wait for a free connection was interrupted", cause);
    }

    static SmtpTransientException stopped() {
        return failure("The endpoint is stopped", null);
    }

    private static SmtpTransientException failure(String text, @Nullable Exception cause) {
        return new SmtpTransientException(text, null, RecipientResults.NONE, cause);
    }
}
