package io.maillite.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the JDK does not: a blocking write has no time-out, nor has a TLS record that comes an octet at a time. A
 * {@link Guard} is armed around each blocking call; when its deadline passes, the raw socket is closed, which ends the
 * call.
 *
 * <p>One thread serves all connections of the JVM and ends when there is nothing left to guard. It looks at all that
 * are guarded once a second, and when the next deadline passes: to arm a guard moves a deadline and wakes nobody,
 * unless it is nearer than the next look. So a connection that ends in time costs it nothing, however short it is.
 */
final class Watchdog {
    static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final Watchdog SHARED = new Watchdog(A_SECOND, look -> {
        // it outlives whoever started it, so it inherits nothing from there
        Thread thread = new Thread(null, look, "maillite-watchdog", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    });

    /** In a row, before the thread ends. */
    private static final int LOOKS_AT_NOTHING = 5;

    private final long betweenLooks;
    private final ThreadFactory threads;
    /** Those that have been armed since the last look but one; the others leave when they are looked at. */
    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();

    /** Null where nobody looks. Like {@link #nextLook} written under the monitor of this. */
    private volatile @Nullable Thread thread;

    private volatile long nextLook;

    /**
     * @param betweenLooks in nanoseconds, where no deadline passes before
     * @param threads gives the thread that looks, once it is needed, and again when it is needed again
     */
    Watchdog(long betweenLooks, ThreadFactory threads) {
        this.betweenLooks = betweenLooks;
        this.threads = threads;
    }

    static Guard guard(Runnable onExpiry) {
        return SHARED.new Guard(onExpiry);
    }

    /** Sees to it that somebody looks when that deadline passes, or before. */
    private void lookBy(long deadline) {
        if (thread == null || nextLook - deadline > 0) {
            lookSooner(deadline);
        }
    }

    private synchronized void lookSooner(long deadline) {
        if (thread == null) {
            Thread looking = threads.newThread(this::watch);
            nextLook = System.nanoTime() + betweenLooks;
            looking.start(); // may fail; then the call that was to be guarded does, and the next one tries again
            thread = looking;
        }
        long now = System.nanoTime();
        if (deadline - now < nextLook - now) { // from now on, as a deadline may be as far away as a long counts
            nextLook = deadline;
            notifyAll();
        }
    }

    private void watch() {
        try {
            int looksAtNothing = 0;
            do {
                awaitNextLook();
                looksAtNothing = guards.isEmpty() ? looksAtNothing + 1 : 0;
                lookAtAll();
            } while (looksAtNothing < LOOKS_AT_NOTHING || !mayEnd());
        } finally {
            end();
        }
    }

    /** What is armed from now on, and not seen by this look, asks for the next one to be soon enough. */
    private synchronized void awaitNextLook() {
        for (long left = nextLook - System.nanoTime(); left > 0; left = nextLook - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                // nobody has the thread to interrupt it; and whoever did would not want all connections unguarded
            }
        }
        nextLook = System.nanoTime() + betweenLooks;
    }

    private void lookAtAll() {
        try {
            for (Guard guard : guards) {
                lookAt(guard);
            }
        } catch (Error e) {
            // out of memory, say: there is another look in a second
        }
    }

    private static void lookAt(Guard guard) {
        try {
            guard.look();
        } catch (RuntimeException | Error e) {
            // whatever it is, the others are looked at
        }
    }

    /** Whoever is listed after this has looked finds no thread, and starts one. */
    private synchronized boolean mayEnd() {
        Thread self = thread;
        thread = null;
        if (guards.isEmpty()) {
            return true;
        }
        thread = self;
        return false;
    }

    /** However it came to that: whoever is armed next finds no thread, unless there is another already. */
    private synchronized void end() {
        if (thread == Thread.currentThread()) {
            thread = null;
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

        Guard(Runnable onExpiry) {
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
                guards.add(this);
                listed = true;
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
            listed = false;
            guards.remove(this);
        }

        private void look() {
            synchronized (this) {
                if (armed && deadline - System.nanoTime() > 0) {
                    lookBy(deadline);
                    return;
                }
                leave();
                if (!armed) {
                    return;
                }
                armed = false;
                expired = true;
            }
            onExpiry.run();
        }
    }
}
