package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.server.ServerMain;
import io.maillite.benchmarks.server.ServerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What scenarios need around them: options, the servers in memory, names that were not used before. */
public final class Bench implements Closeable {
    private static final List<String> SERVER_JVM = List.of("-Xmx1g", "-XX:+UseSerialGC");

    private final Options options;
    private final PrintStream out;
    private final ServerProcess servers;
    private final AtomicInteger names;

    private Bench(Options options, PrintStream out, ServerProcess servers, AtomicInteger names) {
        this.options = options;
        this.out = out;
        this.servers = servers;
        this.names = names;
    }

    /** @param out is told what is going on */
    public Bench(Options options, PrintStream out) throws IOException {
        this(options, out, new ServerProcess(Jvm.command(SERVER_JVM, ServerMain.class)), new AtomicInteger());
    }

    /** The same surroundings with other options. */
    Bench with(Options others) {
        return new Bench(others, out, servers, names);
    }

    Options options() {
        return options;
    }

    ServerProcess servers() {
        return servers;
    }

    int newNumber() {
        return names.incrementAndGet();
    }

    void say(String text, Object... arguments) {
        out.printf(text + "%n", arguments);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        servers.close();
    }
}
