package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Load;
import java.io.IOException;
import java.util.List;

/** The SMTP server in memory. */
public final class MemorySmtp implements Server {
    private final ServerProcess process;
    private final String[] ports;
    private long messages;
    private long octets;

    /** @param process where it runs */
    public MemorySmtp(ServerProcess process) throws IOException {
        this.process = process;
        this.ports = process.ask("ports");
    }

    @Override
    public int port(boolean tls) {
        return Integer.parseInt(ports[tls ? 3 : 2]);
    }

    @Override
    public void fill(List<String> accounts, Load load) throws IOException {
        String[] received = process.ask("received");
        messages = Long.parseLong(received[0]);
        octets = Long.parseLong(received[1]);
    }

    @Override
    public String wrong(List<String> accounts, Load load) throws IOException {
        String[] received = process.ask("received");
        long came = Long.parseLong(received[0]) - messages;
        long size = Long.parseLong(received[1]) - octets;
        long wanted = (long) accounts.size() * load.messages();
        if (came != wanted) {
            return came + " messages came instead of " + wanted;
        }
        // A peer that makes the message of a text may fold, or leave out a header field.
        return size < wanted * load.size() * 9 / 10 ? "only " + size + " octets came" : "";
    }

    @Override
    public void close() {
        // ends with its process
    }
}
