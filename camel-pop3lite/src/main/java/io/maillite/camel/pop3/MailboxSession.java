package io.maillite.camel.pop3;

import io.maillite.camel.support.watch.Sheet;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session with a mailbox, as far as it has come.
 *
 * @param begun when it was opened
 * @param took how long until it ended; null while it is open
 * @param listed how many messages the server has listed; less than 0 before it has
 * @param toFetch how many of them were to be fetched
 * @param leftAlone how many of them stay where they are: too large, given up, kept by the server, still under way, over
 *     maxMessagesPerPoll, or put off because a session was lost at them
 * @param end how it ended; null while it is open, and for one that broke before anything was at stake
 */
public record MailboxSession(
        Instant begun,
        @Nullable Duration took,
        int listed,
        int toFetch,
        int leftAlone,
        @Nullable SessionEnd end) {

    static MailboxSession begun(Instant begun) {
        return new MailboxSession(begun, null, -1, 0, 0, null);
    }

    MailboxSession planned(SessionPlan plan) {
        return new MailboxSession(begun, took, plan.listed(), plan.size(), plan.leftAlone(), end);
    }

    MailboxSession ended(Duration time, @Nullable SessionEnd how) {
        return new MailboxSession(begun, time, listed, toFetch, leftAlone, how);
    }

    Sheet sheet() {
        Sheet sheet = new Sheet().put("begun", begun).put("took", took);
        if (listed >= 0) {
            sheet.put("listed", listed).put("toFetch", toFetch).put("leftAlone", leftAlone);
        }
        return sheet.put("end", end == null ? null : end.name());
    }
}
