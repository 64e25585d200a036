package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Load;
import java.io.IOException;
import java.util.List;

/** A server that peers are measured against. */
public interface Server extends AutoCloseable {
    /** The port in clear or under TLS. */
    int port(boolean tls);

    /** Fills these mailboxes; nothing to do for a server that only receives. */
    void fill(List<String> accounts, Load load) throws IOException;

    /**
     * What is wrong after runs that should have drained these mailboxes, or sent so many messages; empty if nothing is.
     *
     * @param accounts one for each run
     */
    String wrong(List<String> accounts, Load load) throws IOException;

    @Override
    void close() throws IOException;
}
