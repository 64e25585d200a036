package io.maillite.camel.pop3;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What workers, and whoever completes an exchange, leave for the session's thread, which reads it now and then. Whoever
 * leaves something pays for waking the reader, so the reader says for how much that is worth it.
 */
final class Notes implements Delivery.Progress {
    /** How long a reader that has a few notes waits at most for more. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final Duration gathering;
    private final Consumer<Thread> waking;
    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<Delivery> settled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger settledCount = new AtomicInteger();
    private volatile int enoughTaken = 1;
    private volatile int enoughSettled = 1;
    private volatile boolean woken;
    private volatile @Nullable Thread waiting;

    Notes() {
        this(GATHERING, LockSupport::unpark);
    }

    /**
     * @param gathering how long the reader waits at most for more, once there is something
     * @param waking wakes the reader
     */
    Notes(Duration gathering, Consumer<Thread> waking) {
        this.gathering = gathering;
        this.waking = waking;
    }

    @Override
    public void taken(Delivery delivery) {
        if (taken.incrementAndGet() >= enoughTaken) {
            wakeReader();
        }
    }

    @Override
    public void settled(Delivery delivery) {
        settled.add(delivery);
        if (settledCount.incrementAndGet() >= enoughSettled) {
            wakeReader();
        }
    }

    /**
     * The reader is not to wait any longer, from any thread, though there is nothing to read. One that is just about to
     * return does not notice, so what it is to see must be written before.
     */
    void wake() {
        woken = true;
        wakeReader();
    }

    private void wakeReader() {
        Thread reader = waiting;
        if (reader != null) {
            waking.accept(reader);
        }
    }

    /** How many were taken since this was asked last. */
    int takenSince() {
        return taken.get() == 0 ? 0 : taken.getAndSet(0);
    }

    /** Reads those that are settled, in their order. */
    void readSettled(Consumer<Delivery> reader) {
        // first: what is counted only now is read all the same, and nothing is left that is not counted
        settledCount.set(0);
        for (Delivery one = settled.poll(); one != null; one = settled.poll()) {
            reader.accept(one);
        }
    }

    /**
     * Waits until there is something to read, or somebody {@linkplain #wake() wakes} the reader. Where there is less
     * than the reader has use for, it waits a few milliseconds more for the rest, be it beyond its patience.
     *
     * @param usefulTaken of so many that were taken the reader has use
     * @param usefulSettled of so many that are settled it has use, too, however few were taken
     * @return false if nothing came in time; true may also be told of what was read before
     * @throws InterruptedException if the thread that waits was interrupted
     */
    boolean await(Duration patience, int usefulTaken, int usefulSettled) throws InterruptedException {
        try {
            boolean isThere = awaitAtLeast(1, 1, patience);
            if (isThere) {
                awaitAtLeast(usefulTaken, usefulSettled, gathering);
            }
            return isThere;
        } finally {
            woken = false;
        }
    }

    private boolean awaitAtLeast(int leastTaken, int leastSettled, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        enoughTaken = leastTaken;
        enoughSettled = leastSettled;
        waiting = Thread.currentThread(); // from here on nobody leaves as much without waking us
        try {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                boolean isThere = woken || taken.get() >= leastTaken || settledCount.get() >= leastSettled;
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
