package io.maillite.camel.pop3;

import java.time.Duration;

/**
 * How far ahead of the route to ask: at most so many messages and octets, and no more than the route will take within a
 * moment. It fills to a high water mark and is filled again from a low one, so that a server that answers at once is
 * asked in groups, and seldom waits for us.
 *
 * <p>For the session's thread alone.
 */
final class RetrievalWindow {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** The share of the latest exchange in the mean of all. */
    private static final double WEIGHT = 0.25;

    /** For a message whose size the server does not say. */
    private static final long ASSUMED_SIZE = 64 * 1024;

    private final int maxMessages;
    private final long maxOctets;
    private final int parallel;
    private int ahead;
    private int inRoute;
    private long octets;
    private double nanosPerExchange = -1;
    private boolean filling = true;

    /**
     * @param maxMessages ahead of the route, at least 1
     * @param maxOctets of messages that were asked for and whose exchange is not done
     * @param parallel exchanges that are processed at the same time
     */
    RetrievalWindow(int maxMessages, long maxOctets, int parallel) {
        this.maxMessages = maxMessages;
        this.maxOctets = maxOctets;
        this.parallel = parallel;
    }

    /** Whether a message of that size may be asked for now. */
    boolean hasRoomFor(long size) {
        int high = high();
        if (ahead >= high) {
            filling = false;
        } else if (ahead <= high / 2) {
            filling = true;
        }
        return filling && (octets + assumed(size) <= maxOctets || oneMayBe());
    }

    /**
     * However large it is, one always may be ahead of the route: but a route that hands on what it was given, and so
     * takes the next at once, must not fill the disk.
     */
    private boolean oneMayBe() {
        return ahead == 0 && inRoute <= parallel;
    }

    private int high() {
        if (nanosPerExchange < 0) {
            return maxMessages; // until an exchange has shown how fast the route is: to wait for that costs a round
            // trip
        }
        double soon = MOMENT.toNanos() / Math.max(1, nanosPerExchange) * parallel;
        return (int) Math.max(1, Math.min(maxMessages, soon));
    }

    /**
     * Where there was no room: how many the route must take before there can be some, unless exchanges turn out to be
     * faster than they were.
     */
    int takenUntilRoom() {
        return filling ? 1 : Math.max(1, ahead - high() / 2);
    }

    /**
     * Where there was no room: whether octets are what is in the way, so that each exchange that is done may make some.
     */
    boolean waitsForOctets() {
        return filling;
    }

    /** It was asked for. */
    void asked(long size) {
        ahead++;
        octets += assumed(size);
    }

    /** It has come, or will not: it is no longer asked for. */
    void answered(long size) {
        ahead--;
        octets -= assumed(size);
    }

    /** It waits for the route. */
    void queued(long actual) {
        ahead++;
        octets += actual;
    }

    /** The route has taken so many. */
    void taken(int count) {
        ahead -= count;
        inRoute += count;
    }

    /** Its exchange is done, after so long. */
    void done(long actual, long nanos) {
        octets -= actual;
        inRoute--;
        nanosPerExchange = nanosPerExchange < 0 ? nanos : nanosPerExchange + WEIGHT * (nanos - nanosPerExchange);
    }

    private static long assumed(long size) {
        return size < 0 ? ASSUMED_SIZE : size;
    }
}
