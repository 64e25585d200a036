package io.maillite.camel.pop3;

import io.maillite.camel.support.watch.Sheet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a mailbox and of those who read it through an endpoint, at one moment. All that shows a mailbox
 * shows this: JMX, the console, meters.
 *
 * @param mailbox {@code username@host:port}
 * @param uses by whom the endpoint is used: {@code route ID}, {@code on demand}, {@code producer}
 * @param status of the route's consumer, as Camel calls it; null if no route reads it
 * @param session that is open; null if none is
 * @param lastSession that has ended; null if none has
 * @param counts since the last reset
 * @param lastError what went wrong last; null since a session was committed
 * @param lastErrorAt when that was
 */
public record MailboxState(
        String mailbox,
        List<String> uses,
        @Nullable String status,
        @Nullable MailboxSession session,
        @Nullable MailboxSession lastSession,
        Map<MailboxCount, Long> counts,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt) {

    /** How often that has happened. */
    public long count(MailboxCount what) {
        return counts.getOrDefault(what, 0L);
    }

    /** As a console shows it. */
    Sheet sheet() {
        Sheet sheet = new Sheet()
                .put("mailbox", mailbox)
                .put("uses", uses)
                .put("status", status)
                .put("session", session == null ? null : session.sheet())
                .put("lastSession", lastSession == null ? null : lastSession.sheet());
        counts.forEach((what, times) -> sheet.put(what.key(), times));
        return sheet.put("lastErrorMessage", lastError).put("lastErrorAt", lastErrorAt);
    }
}
