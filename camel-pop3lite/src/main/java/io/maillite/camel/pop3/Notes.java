package io.maillite.camel.pop3;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What workers, and whoever completes an exchange, leave for the session's thread, which reads it now and then. */
final class Notes implements Delivery.Progress {
    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<Delivery> settled = new ConcurrentLinkedQueue<>();
    private volatile boolean woken;
    private volatile @Nullable Thread waiting;

    @Override
    public void taken(Delivery delivery) {
        taken.incrementAndGet();
        wakeReader();
    }

    @Override
    public void settled(Delivery delivery) {
        settled.add(delivery);
        wakeReader();
    }

    /** The reader is not to wait any longer, from any thread, though there is nothing to read. */
    void wake() {
        woken = true;
        wakeReader();
    }

    private void wakeReader() {
        Thread reader = waiting;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }

    /** How many were taken since this was asked last. */
    int takenSince() {
        return taken.get() == 0 ? 0 : taken.getAndSet(0);
    }

    /** The next that is settled, if there is one. */
    @Nullable
    Delivery nextSettled() {
        return settled.poll();
    }

    /**
     * Waits until there is something to read, or somebody {@linkplain #wake() wakes} the reader.
     *
     * @return false if that is not so in time
     * @throws InterruptedException if the thread that waits was interrupted
     */
    boolean await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        waiting = Thread.currentThread(); // from here on nobody leaves something without waking us
        try {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (woken) {
                    woken = false;
                    return true;
                }
                boolean isThere = taken.get() > 0 || !settled.isEmpty();
                long left = end - System.nanoTime();
                if (isThere || left <= 0) {
                    return isThere;
                }
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiting = null;
        }
    }
}
