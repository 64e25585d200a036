package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Postfix's sink, which takes everything and offers no {@code CHUNKING}. It cannot be asked what came. */
public final class SmtpSink implements Server {
    /** What it is called. */
    public static final String PROGRAM = "smtp-sink";

    private final int port;
    private final Process process;

    /** @throws IOException if it is not installed, or does not start */
    public SmtpSink() throws IOException {
        Path program = Installed.find(PROGRAM).orElseThrow(() -> new IOException("smtp-sink is not installed"));
        port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("inet:127.0.0.1:" + port, "1024"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        FreePort.await(port, process);
    }

    @Override
    public int port(boolean tls) {
        if (tls) {
            throw new IllegalArgumentException("smtp-sink is measured in clear");
        }
        return port;
    }

    @Override
    public void fill(List<String> accounts, Load load) {
        // it only receives
    }

    @Override
    public String wrong(List<String> accounts, Load load) {
        return process.isAlive() ? "" : "smtp-sink has ended";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
