package io.maillite.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the JDK does not: a blocking write has no time-out, nor has a TLS record that comes an octet at a time. A
 * {@link Guard} is armed around each blocking call; when its deadline passes, the raw socket is closed, which ends the
 * call.
 *
 * <p>One thread serves all connections of the JVM and ends when there is nothing left to guard. It looks at all that
 * are guarded once a second, and when the next deadline passes: to arm a guard moves a deadline and wakes nobody,
 * unless it is nearer than the next look. So a connection costs it nothing, however short it is.
 */
final class Watchdog {
    private static final Watchdog SHARED = new Watchdog();
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

    private final ScheduledThreadPoolExecutor executor;
    /** Those that have been armed since the last look, and some that have not. */
    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Look next;

    private Watchdog() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            // it outlives whoever started it, so it inherits nothing from there
            Thread thread = new Thread(null, task, "maillite-watchdog", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    static Guard guard(Runnable onExpiry) {
        return SHARED.new Guard(onExpiry);
    }

    private record Look(long at, ScheduledFuture<?> task) {
        boolean isBy(long deadline) {
            return at - deadline <= 0;
        }
    }

    /** Sees to it that somebody looks when that deadline passes, or before. */
    private void lookBy(long deadline) {
        Look look = next;
        if (look == null || !look.isBy(deadline)) {
            lookSooner(deadline);
        }
    }

    private synchronized void lookSooner(long deadline) {
        Look look = next;
        if (look != null && look.isBy(deadline)) {
            return;
        }
        if (look != null) {
            look.task().cancel(false);
        }
        long now = System.nanoTime();
        long delay = Math.min(BETWEEN_LOOKS, deadline - now);
        next = new Look(now + delay, executor.schedule(this::look, delay, TimeUnit.NANOSECONDS));
    }

    private void look() {
        synchronized (this) {
            next = null; // first: what is armed from now on, and not seen below, asks for another look
        }
        for (Guard guard : guards) {
            try {
                guard.look();
            } catch (RuntimeException | Error e) {
                lookBy(System.nanoTime() + BETWEEN_LOOKS); // whatever it is, the others are looked at
            }
        }
    }

    /** The deadline of one connection. */
    final class Guard {
        private final Runnable onExpiry;
        private boolean armed;
        private boolean expired;
        private boolean released;
        private boolean listed;
        private long deadline;

        private Guard(Runnable onExpiry) {
            this.onExpiry = onExpiry;
        }

        /** @param deadline by {@link System#nanoTime()} */
        synchronized void arm(long deadline) {
            if (released) {
                return; // closed by another thread: nothing will block
            }
            this.deadline = deadline;
            armed = true;
            if (!listed) {
                listed = guards.add(this);
            }
            lookBy(deadline);
        }

        synchronized void disarm() {
            armed = false;
        }

        /** Whether the deadline has passed while armed. */
        synchronized boolean hasExpired() {
            return expired;
        }

        /** Forgets the connection. */
        synchronized void release() {
            armed = false;
            released = true;
            leave();
        }

        private void leave() {
            if (listed) {
                listed = false;
                guards.remove(this);
            }
        }

        private void look() {
            synchronized (this) {
                if (!armed) {
                    leave();
                    return;
                }
                if (deadline - System.nanoTime() > 0) {
                    lookBy(deadline);
                    return;
                }
                armed = false;
                expired = true;
            }
            onExpiry.run();
        }
    }
}
