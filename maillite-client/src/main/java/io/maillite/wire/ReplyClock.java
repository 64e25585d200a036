package io.maillite.wire;

import java.time.Duration;

/**
 * How long a reply may still take. The time-out bounds silence and the reply as a whole; a reply that carries a listing
 * or a message may take longer as a whole, as long as it comes at 1 KiB/s on average.
 */
final class ReplyClock {
    private static final long NANOS_PER_OCTET = 1_000_000_000L / 1024;

    private long limit;
    private long started;
    private long lastOctet;
    private long octets;
    private boolean bulk;

    void start(Duration timeout) {
        limit = timeout.toNanos();
        started = System.nanoTime();
        lastOctet = started;
        octets = 0;
        bulk = false;
    }

    /** What follows is a listing or a message. */
    void allowBulk() {
        bulk = true;
    }

    void received(int count) {
        octets += count;
        lastOctet = System.nanoTime();
    }

    boolean hasReceived() {
        return octets > 0;
    }

    /** By {@link System#nanoTime()}. */
    long deadline() {
        long whole = started + limit;
        if (!bulk) {
            return whole;
        }
        long atLeastSoFast = whole + octets * NANOS_PER_OCTET;
        long silence = lastOctet + limit;
        return silence - atLeastSoFast < 0 ? silence : atLeastSoFast;
    }

    Duration limit() {
        return Duration.ofNanos(limit);
    }
}
