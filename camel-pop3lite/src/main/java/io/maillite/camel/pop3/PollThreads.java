package io.maillite.camel.pop3;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many threads that poll any number of mailboxes: a poll that is due waits for a thread, and not a thread for it to
 * be due.
 *
 * <p>Most polls are short. One that is not, because its server hangs, its mailbox is full or its route is slow, lends
 * its place to another for as long as it takes, and a mailbox whose last poll was such a long one does not take the
 * place of others to begin with. As many polls may be long ones as there are threads. So a few hung servers hold up
 * nobody, and many of them hold up the long ones alone, once each has shown that it is one: until then, those that hang
 * for the first time at the same moment hold up the others, where they are twice as many as there are places, or more.
 * There are twice as many threads at most.
 */
final class PollThreads {
    private static final Logger LOG = LoggerFactory.getLogger(PollThreads.class);
    /** Until the system is asked for a thread again. */
    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(500);

    private final int places;
    private final long patience;
    private final ExecutorService threads;
    private final ScheduledExecutorService clock;

    private final Deque<Poll> due = new ArrayDeque<>();
    private final Deque<Poll> dueLong = new ArrayDeque<>();
    private final Set<Poll> running = new HashSet<>();
    private int runningLong;
    private boolean shortOfThreads;
    private boolean late;
    private @Nullable ScheduledFuture<?> looking;

    /**
     * @param places polls that run at a time, the long ones apart; and as many of these
     * @param patience how long a poll may take before it is a long one
     * @param threads where polls run: a thread for each that is given to it
     * @param clock wakes them; does nothing that takes time, and takes a task for each mailbox
     */
    PollThreads(int places, Duration patience, ExecutorService threads, ScheduledExecutorService clock) {
        this.places = places;
        this.patience = patience.toNanos();
        this.threads = threads;
        this.clock = clock;
    }

    /** When to poll, by the names that Camel's options have. */
    record Times(long initialDelay, long delay, TimeUnit unit, boolean fixedDelay) {
        long next(long wasDue) {
            long now = System.nanoTime();
            long step = nanosBetween();
            return fixedDelay ? step : Math.max(0, wasDue + step - now);
        }

        long nanosBetween() {
            return unit.toNanos(delay);
        }
    }

    /**
     * Polls from now on.
     *
     * @param task one poll
     * @return what ends it
     */
    Poll schedule(Runnable task, Times times) {
        Poll poll = new Poll(task, times);
        synchronized (this) {
            poll.await(times.unit().toNanos(times.initialDelay()));
        }
        return poll;
    }

    /** One mailbox's. All of it is guarded by the {@link PollThreads}. */
    final class Poll {
        private final Runnable task;
        private final Times times;
        private @Nullable ScheduledFuture<?> wake;
        private @Nullable Thread thread;
        private long dueAt;
        private long startedAt;
        private boolean isLong;
        private boolean cancelled;

        private Poll(Runnable task, Times times) {
            this.task = task;
            this.times = times;
        }

        private void await(long nanos) {
            dueAt = System.nanoTime() + nanos;
            wake = later(() -> becomesDue(this), nanos);
            cancelled |= wake == null; // the component has stopped while this poll was running: it was the last one
        }

        /** Polls no more; a poll that runs is interrupted, as Camel's own scheduler does. */
        void cancel() {
            synchronized (PollThreads.this) {
                cancelled = true;
                if (wake != null) {
                    wake.cancel(false);
                }
                due.remove(this);
                dueLong.remove(this);
                if (thread != null) {
                    thread.interrupt();
                }
            }
        }
    }

    /** Null where all has stopped. */
    private @Nullable ScheduledFuture<?> later(Runnable what, long nanos) {
        try {
            return clock.schedule(what, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!clock.isShutdown()) {
                throw e; // a mailbox must not be forgotten in silence
            }
            return null;
        }
    }

    private synchronized void becomesDue(Poll poll) {
        if (poll.cancelled) {
            return;
        }
        (poll.isLong ? dueLong : due).add(poll);
        dispatch();
    }

    /** Gives a thread to each that has a place. */
    private synchronized void dispatch() {
        for (Poll next = takePlace(); next != null; next = takePlace()) {
            Poll first = next;
            try {
                threads.execute(() -> work(first));
            } catch (RuntimeException | Error e) {
                putBack(first, e);
                break;
            }
        }
        shortOfThreads &= someAreDue();
        lookLater();
    }

    private boolean someAreDue() {
        return !due.isEmpty() || !dueLong.isEmpty();
    }

    /** The system gives no more threads, say: whoever runs goes on with it, or it is tried again in a moment. */
    private void putBack(Poll poll, Throwable why) {
        leavePlace(poll);
        (poll.isLong ? dueLong : due).addFirst(poll);
        if (!shortOfThreads && !threads.isShutdown()) {
            LOG.error("There is no thread for a poll; the polls that are due wait for one", why);
        }
        shortOfThreads = !threads.isShutdown();
    }

    /** Where somebody waits for what only time will bring. */
    private void lookLater() {
        if (looking == null) {
            if (shortOfThreads && someAreDue()) {
                looking = later(this::look, Math.min(BREATH, patience / 4));
            } else if (!due.isEmpty() && runningLong < places) {
                looking = later(this::look, patience / 4);
            }
        }
    }

    private void leavePlace(Poll poll) {
        running.remove(poll);
        runningLong -= poll.isLong ? 1 : 0;
    }

    private synchronized @Nullable Poll takePlace() {
        Poll next = null;
        if (running.size() - runningLong < places) {
            next = due.poll();
        }
        if (next == null && runningLong < places) {
            next = dueLong.poll();
            runningLong += next == null ? 0 : 1;
        }
        if (next != null) {
            next.startedAt = System.nanoTime();
            running.add(next);
            tellIfLate(next);
        }
        return next;
    }

    /** Once, until all have been polled in time again. */
    private void tellIfLate(Poll next) {
        long lateness = next.startedAt - next.dueAt;
        boolean isLate = lateness > Math.max(patience, next.times.nanosBetween());
        if (isLate && !late) {
            LOG.warn(
                    "Polls are late: one was due {} s ago, and {} more wait. There are too few pollThreads ({}) for so many"
                            + " mailboxes, or many servers take long or hang",
                    TimeUnit.NANOSECONDS.toSeconds(lateness),
                    due.size() + dueLong.size(),
                    places);
        }
        late = isLate || (late && someAreDue());
    }

    /** Somebody waits: whoever has taken long by now lends its place. */
    private synchronized void look() {
        looking = null;
        long now = System.nanoTime();
        for (Poll poll : running) {
            if (!poll.isLong && runningLong < places && now - poll.startedAt > patience) {
                poll.isLong = true;
                runningLong++;
            }
        }
        dispatch();
    }

    private void work(Poll first) {
        for (Poll poll = first; poll != null; poll = after(poll)) {
            if (begins(poll)) {
                try {
                    poll.task.run();
                } catch (Throwable e) {
                    LOG.error("A poll failed in an unexpected way; the next one is due as usual", e);
                }
            }
        }
    }

    private synchronized boolean begins(Poll poll) {
        poll.thread = Thread.currentThread();
        return !poll.cancelled;
    }

    /** The thread goes on with whoever has a place now. */
    private synchronized @Nullable Poll after(Poll poll) {
        poll.thread = null;
        Thread.interrupted(); // it was meant for the poll that is over
        leavePlace(poll);
        poll.isLong = System.nanoTime() - poll.startedAt > patience;
        if (!poll.cancelled) {
            poll.await(poll.times.next(poll.dueAt));
        }
        Poll next = takePlace();
        lookLater();
        return next;
    }
}
