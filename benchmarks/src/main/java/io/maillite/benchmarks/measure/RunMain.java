package io.maillite.benchmarks.measure;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Task;
import io.maillite.benchmarks.peer.Peer;
import io.maillite.benchmarks.peer.Peers;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JVM of a peer: so many runs, a {@link Sample} each. */
public final class RunMain {
    /** A peer whose run takes longer has no more of them: a warm one takes as long. */
    private static final double LONG_RUN_SECONDS = 8;

    private RunMain() {}

    /** @param arguments peer, host, port, whether under TLS, the account without the number of the run, load, runs */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            run(arguments);
            status = 0;
        } catch (Exception | OutOfMemoryError e) {
            e.printStackTrace(System.err);
        } finally {
            System.exit(status); // whatever threads a peer has left
        }
    }

    private static void run(String[] arguments) throws Exception {
        Peers peer = Peers.valueOf(arguments[0]);
        int runs = Integer.parseInt(arguments[6]);
        PrintStream out = System.out;
        try (Allocation allocation = new Allocation()) {
            Meter meter = new Meter(allocation);
            for (int run = 1; run <= runs; run++) {
                Task task = new Task(
                        arguments[1],
                        Integer.parseInt(arguments[2]),
                        Boolean.parseBoolean(arguments[3]),
                        arguments[4] + run,
                        Load.of(arguments[5]));
                Sample sample = new Sample(run, run(peer.peer(), task, meter));
                out.println(sample.line());
                if (sample.figures().getOrDefault(Figures.WALL, 0.0) > LONG_RUN_SECONDS) {
                    break;
                }
            }
        }
    }

    private static Map<String, Double> run(Peer peer, Task task, Meter meter) throws Exception {
        try (Peer.Work work = peer.prepare(task)) {
            meter.start();
            long octets = work.run();
            Map<String, Double> measured = meter.stop();
            // A peer that leaves the header to others sees less than the message, but not much less.
            if (octets < task.load().octets() * 9 / 10) {
                throw new IOException(
                        "Only " + octets + " octets of " + task.load().octets() + " came");
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put(Figures.MESSAGES, (double) task.load().messages());
            figures.put(Figures.OCTETS, (double) task.load().octets());
            figures.putAll(measured);
            return figures;
        }
    }
}
