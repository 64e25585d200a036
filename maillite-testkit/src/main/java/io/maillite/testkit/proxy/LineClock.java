package io.maillite.testkit.proxy;

import java.util.concurrent.locks.LockSupport;

/** Waits for a point in time, to a fraction of a millisecond, until the proxy is closed. */
final class LineClock {
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private volatile boolean stopped;

    void stop() {
        stopped = true;
    }

    /** Whether that time, by {@link System#nanoTime()}, has come; {@code false} when the proxy was closed before. */
    boolean awaitTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0 && !stopped) {
            LockSupport.parkNanos(Math.min(left, LOOK_AGAIN_NANOS));
            left = due - System.nanoTime();
        }
        return left <= 0;
    }
}
