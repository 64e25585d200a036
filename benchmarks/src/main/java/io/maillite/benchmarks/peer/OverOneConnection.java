package io.maillite.benchmarks.peer;

import org.jspecify.annotations.Nullable;

/**
 * Sends over one connection in all runs, as a pool would: the first run opens it, and {@link #close()} ends it.
 *
 * @param <C> the connection
 */
abstract class OverOneConnection<C> implements Peer.Work {
    private @Nullable C connection;

    /** Connects. */
    abstract C open() throws Exception;

    /** Sends all messages of a run, up to the server's last answer; gives their octets. */
    abstract long send(C connection) throws Exception;

    /** Ends the session. */
    abstract void quit(C connection) throws Exception;

    @Override
    public final long run() throws Exception {
        C open = connection;
        if (open == null) {
            open = open();
            connection = open;
        }
        return send(open);
    }

    @Override
    public final void close() throws Exception {
        C open = connection;
        connection = null;
        if (open != null) {
            quit(open);
        }
    }
}
