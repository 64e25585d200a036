package io.maillite.camel.smtp;

import io.maillite.camel.support.watch.Sheet;

/**
 * The connections of an endpoint, at one moment.
 *
 * @param active connections in use
 * @param idle connections that are open and free
 * @param waiting threads that wait for one
 * @param max how many there may be at most
 * @param opened connections that were ever opened
 * @param closed connections that were ever ended
 * @param acquired how often one was taken into use
 */
public record PoolState(int active, int idle, int waiting, int max, long opened, long closed, long acquired) {
    Sheet sheet() {
        return new Sheet()
                .put("active", active)
                .put("idle", idle)
                .put("waiting", waiting)
                .put("max", max)
                .put("opened", opened)
                .put("closed", closed)
                .put("acquired", acquired);
    }

    /** Whether there is any connection. */
    boolean isOpen() {
        return active + idle > 0;
    }

    /** With what earlier pools of the endpoint have come to. */
    PoolState after(PoolState earlier) {
        return new PoolState(
                active,
                idle,
                waiting,
                max,
                opened + earlier.opened,
                closed + earlier.closed,
                acquired + earlier.acquired);
    }

    /** All of its connections are ended. */
    PoolState ended() {
        return new PoolState(0, 0, 0, max, opened, opened, acquired);
    }
}
