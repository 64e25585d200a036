package io.maillite.wire;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the JDK does not: a blocking write has no time-out, nor has a TLS record that comes an octet at a time. A
 * {@link Guard} is armed around each blocking call; when its deadline passes, the raw socket is closed, which ends the
 * call.
 *
 * <p>One thread serves all connections of the JVM and ends when there is nothing left to guard. A guard is scheduled
 * lazily: re-arming it only moves a deadline, and the task that finds it moved sleeps on.
 */
final class Watchdog {
    private static final Watchdog SHARED = new Watchdog();

    private final ScheduledThreadPoolExecutor executor;

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

    /** The deadline of one connection. */
    final class Guard {
        private final Runnable onExpiry;
        private boolean armed;
        private boolean expired;
        private boolean released;
        private long deadline;
        private long scheduledFor;
        private @Nullable ScheduledFuture<?> task;

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
            ScheduledFuture<?> pending = task;
            if (pending == null || deadline - scheduledFor < 0) {
                if (pending != null) {
                    pending.cancel(false);
                }
                schedule();
            }
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
            ScheduledFuture<?> pending = task;
            if (pending != null) {
                pending.cancel(false);
                task = null;
            }
        }

        private void schedule() {
            scheduledFor = deadline;
            task = executor.schedule(this::check, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        private void check() {
            synchronized (this) {
                task = null;
                if (!armed) {
                    return;
                }
                if (deadline - System.nanoTime() > 0) {
                    schedule();
                    return;
                }
                armed = false;
                expired = true;
            }
            onExpiry.run();
        }
    }
}
