package io.maillite.camel.pop3;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What any threads leave for one, and it reads now and then, in order. */
final class Notes {
    private final Queue<Runnable> notes = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread waiting;

    /** From any thread. */
    void add(Runnable note) {
        notes.add(note);
        Thread reader = waiting;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }

    /** The next one, if there is one. */
    @Nullable
    Runnable poll() {
        return notes.poll();
    }

    /**
     * The next one, once there is one.
     *
     * @return null if there is none in time
     * @throws InterruptedException if the thread that waits was interrupted
     */
    @Nullable
    Runnable await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        waiting = Thread.currentThread(); // from here on nobody adds one without waking us
        try {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Runnable note = notes.poll();
                long left = end - System.nanoTime();
                if (note != null || left <= 0) {
                    return note;
                }
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiting = null;
        }
    }
}
