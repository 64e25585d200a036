package io.maillite.camel.pop3;

import static io.maillite.camel.pop3.MailboxCount.EXCHANGES_COMPLETED;
import static io.maillite.camel.pop3.MailboxCount.EXCHANGES_FAILED;
import static io.maillite.camel.pop3.MailboxCount.MESSAGES_DELETED_UNREAD;
import static io.maillite.camel.pop3.MailboxCount.MESSAGES_RECEIVED;
import static io.maillite.camel.pop3.MailboxCount.OCTETS_RECEIVED;
import static io.maillite.camel.pop3.MailboxCount.POLLS_FAILED;
import static io.maillite.camel.pop3.MailboxCount.POLLS_SKIPPED;

import io.maillite.camel.support.watch.Series;
import io.maillite.camel.support.watch.Tally;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of an endpoint have seen, as long as it lives: whoever reads the mailbox through it writes here,
 * and whoever watches reads.
 */
final class Pop3LiteStatistics {
    /** What meters follow. */
    static final List<Series<Pop3LiteStatistics>> SERIES = List.of(
            counter("maillite.pop3.messages.received", MESSAGES_RECEIVED),
            counter("maillite.pop3.octets.received", OCTETS_RECEIVED).in("bytes"),
            counter("maillite.pop3.messages.deleted.unread", MESSAGES_DELETED_UNREAD),
            counter("maillite.pop3.exchanges", EXCHANGES_COMPLETED).tagged("outcome", "completed"),
            counter("maillite.pop3.exchanges", EXCHANGES_FAILED).tagged("outcome", "failed"),
            ended(SessionEnd.COMMITTED),
            ended(SessionEnd.REFUSED),
            ended(SessionEnd.UNKNOWN),
            counter("maillite.pop3.polls.skipped", POLLS_SKIPPED),
            counter("maillite.pop3.polls.failed", POLLS_FAILED),
            Series.timer(
                    "maillite.pop3.session",
                    "How long sessions took, from the login to the end",
                    statistics -> statistics.sessions.sum(),
                    statistics -> statistics.sessionNanos.sum() / 1e9),
            Series.gauge(
                    "maillite.pop3.mailbox.messages",
                    "Messages that the server listed in the last session",
                    Pop3LiteStatistics::listed));

    private final Tally<MailboxCount> counts = new Tally<>(MailboxCount.class);
    private final LongAdder sessions = new LongAdder();
    private final LongAdder sessionNanos = new LongAdder();
    private volatile @Nullable MailboxSession session;
    private volatile @Nullable MailboxSession lastSession;
    private volatile @Nullable Failure lastFailure;

    private record Failure(@Nullable String message, Instant at) {}

    private static Series<Pop3LiteStatistics> counter(String name, MailboxCount what) {
        return Series.counter(name, what, statistics -> statistics.counts.total(what));
    }

    private static Series<Pop3LiteStatistics> ended(SessionEnd end) {
        return counter("maillite.pop3.sessions", end.count())
                .tagged("end", end.name().toLowerCase(Locale.ROOT));
    }

    // ---- sessions

    /** A session of which there is one at a time was opened, or is about to be. */
    void begun() {
        session = MailboxSession.begun(Instant.now());
    }

    /** It has listed the mailbox. */
    void planned(SessionPlan plan) {
        MailboxSession open = session;
        if (open != null) {
            session = open.planned(plan);
        }
    }

    /** It has come to its end. */
    void ended(SessionEnd end, @Nullable String error) {
        count(end, error);
        close(end);
    }

    /** One that was opened for a single command, beside any other, has come to its end. */
    void ended(SessionEnd end, @Nullable String error, long nanos) {
        count(end, error);
        sessions.increment();
        sessionNanos.add(nanos);
    }

    private void count(SessionEnd end, @Nullable String error) {
        counts.count(end.count());
        lastFailure = error == null ? null : new Failure(error, Instant.now());
    }

    /** It has broken before anything was at stake, unless it has ended. */
    void closed() {
        close(null);
    }

    /** Whether a session is open of which there is one at a time. */
    boolean isOpen() {
        return session != null;
    }

    private void close(@Nullable SessionEnd end) {
        MailboxSession open = session;
        if (open != null) {
            session = null;
            Duration took = Duration.between(open.begun(), Instant.now());
            lastSession = open.ended(took, end);
            sessions.increment();
            sessionNanos.add(took.toNanos());
        }
    }

    // ---- what is counted

    void received(long size) {
        counts.count(MESSAGES_RECEIVED);
        counts.add(OCTETS_RECEIVED, size);
    }

    void completed() {
        counts.count(EXCHANGES_COMPLETED);
    }

    void failed() {
        counts.count(EXCHANGES_FAILED);
    }

    void deletedUnread() {
        counts.count(MESSAGES_DELETED_UNREAD);
    }

    void busy() {
        counts.count(POLLS_SKIPPED);
    }

    /** A poll, or whatever else somebody wanted of the mailbox, has failed. */
    void failed(Throwable why) {
        counts.count(POLLS_FAILED);
        lastFailure = new Failure(why instanceof IOException ? why.getMessage() : why.toString(), Instant.now());
    }

    void reset() {
        counts.reset();
    }

    // ---- what is read

    MailboxState state(String mailbox, List<String> uses, @Nullable String status) {
        Failure failure = lastFailure;
        return new MailboxState(
                mailbox,
                uses,
                status,
                session,
                lastSession,
                Collections.unmodifiableMap(counts.read()),
                failure == null ? null : failure.message(),
                failure == null ? null : failure.at());
    }

    private long listed() {
        MailboxSession last = lastSession;
        return last == null ? 0 : Math.max(0, last.listed());
    }
}
