package io.maillite.camel.smtp;

import io.maillite.camel.support.watch.Sheet;
import io.maillite.smtp.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of what was sent through an endpoint, at one moment. All that shows it shows this: JMX, the console,
 * meters.
 *
 * @param server {@code host:port}
 * @param producers how many are started
 * @param connections to the server
 * @param counts since the last reset
 * @param lastOutcome of the last message; null if there was none
 * @param lastSentAt when that was
 * @param lastError what went wrong last; null since a message was delivered
 * @param lastErrorAt when that was
 */
public record SenderState(
        String server,
        int producers,
        PoolState connections,
        Map<SendCount, Long> counts,
        @Nullable Outcome lastOutcome,
        @Nullable Instant lastSentAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt) {

    /** How often that has happened. */
    public long count(SendCount what) {
        return counts.getOrDefault(what, 0L);
    }

    /** As a console shows it. */
    Sheet sheet() {
        Sheet sheet =
                new Sheet().put("server", server).put("producers", producers).put("connections", connections.sheet());
        counts.forEach((what, times) -> sheet.put(what.key(), times));
        return sheet.put("lastOutcome", lastOutcome == null ? null : lastOutcome.name())
                .put("lastSentAt", lastSentAt)
                .put("lastErrorMessage", lastError)
                .put("lastErrorAt", lastErrorAt);
    }
}
