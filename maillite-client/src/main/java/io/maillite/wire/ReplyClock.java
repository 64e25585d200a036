package io.maillite.wire;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a reply may still take. The time-out bounds silence and the reply as a whole; a reply that carries a listing
 * or a message may take longer as a whole, as long as it comes at 1 KiB/s on average.
 *
 * <p>It runs only while we wait: what a caller's own sink takes to keep a message is not the server's delay.
 */
final class ReplyClock {
    private static final long NANOS_PER_OCTET = 1_000_000_000L / 1024;

    private final LongSupplier nanoTime;

    private long limit;
    private long waited;
    private long waitingSince;
    private long octets;
    private boolean bulk;

    ReplyClock() {
        this(System::nanoTime);
    }

    ReplyClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void start(Duration timeout) {
        limit = timeout.toNanos();
        waited = 0;
        octets = 0;
        bulk = false;
    }

    /** What follows is a listing or a message. */
    void allowBulk() {
        bulk = true;
    }

    /**
     * We wait from now on.
     *
     * @return when the wait must end, by {@link System#nanoTime()}
     */
    long startWaiting() {
        waitingSince = nanoTime.getAsLong();
        long left = limit - waited;
        return waitingSince + (bulk ? Math.min(limit, left + octets * NANOS_PER_OCTET) : left);
    }

    /** The wait has ended, with so many octets. */
    void received(int count) {
        waited += nanoTime.getAsLong() - waitingSince;
        octets += count;
    }

    boolean hasReceived() {
        return octets > 0;
    }

    Duration limit() {
        return Duration.ofNanos(limit);
    }
}
