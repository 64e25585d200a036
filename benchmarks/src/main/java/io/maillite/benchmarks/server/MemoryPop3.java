package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Load;
import java.io.IOException;
import java.util.List;

/** The POP3 server in memory. The name of an account says what is in its mailbox. */
public final class MemoryPop3 implements Server {
    private final ServerProcess process;
    private final String[] ports;

    /** @param process where it runs */
    public MemoryPop3(ServerProcess process) throws IOException {
        this.process = process;
        this.ports = process.ask("ports");
    }

    @Override
    public int port(boolean tls) {
        return Integer.parseInt(ports[tls ? 1 : 0]);
    }

    @Override
    public void fill(List<String> accounts, Load load) {
        // they are as full as they are called
    }

    @Override
    public String wrong(List<String> accounts, Load load) throws IOException {
        for (String account : accounts) {
            String left = process.ask("left " + account)[0];
            if (!left.equals("0")) {
                return left + " messages were left on the server";
            }
        }
        return "";
    }

    @Override
    public void close() {
        // ends with its process
    }
}
