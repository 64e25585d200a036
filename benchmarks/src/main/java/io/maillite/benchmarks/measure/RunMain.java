package io.maillite.benchmarks.measure;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Protocol;
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
        Peers peers = Peers.valueOf(arguments[0]);
        Peer peer = peers.peer();
        try (Allocation allocation = new Allocation()) {
            Meter meter = new Meter(allocation);
            if (peers.protocol() == Protocol.SMTP) {
                // whoever sends is started once; whoever drains has another mailbox each time
                try (Peer.Work work = peer.prepare(task(arguments, 1))) {
                    runs(arguments, run -> measure(work, task(arguments, run), meter));
                }
            } else {
                runs(arguments, run -> {
                    Task task = task(arguments, run);
                    try (Peer.Work work = peer.prepare(task)) {
                        return measure(work, task, meter);
                    }
                });
            }
        }
    }

    private static Task task(String[] arguments, int run) {
        return new Task(
                arguments[1],
                Integer.parseInt(arguments[2]),
                Boolean.parseBoolean(arguments[3]),
                arguments[4] + run,
                Load.of(arguments[5]));
    }

    private interface Measured {
        Map<String, Double> run(int run) throws Exception;
    }

    private static void runs(String[] arguments, Measured measured) throws Exception {
        int runs = Integer.parseInt(arguments[6]);
        PrintStream out = System.out;
        for (int run = 1; run <= runs; run++) {
            Sample sample = new Sample(run, measured.run(run));
            out.println(sample.line());
            if (sample.figures().getOrDefault(Figures.WALL, 0.0) > LONG_RUN_SECONDS) {
                break;
            }
        }
    }

    private static Map<String, Double> measure(Peer.Work work, Task task, Meter meter) throws Exception {
        meter.start();
        long octets = work.run();
        Map<String, Double> measured = meter.stop();
        // A peer that leaves the header to others sees less than the message, but not much less.
        if (octets < task.load().octets() * 9 / 10) {
            throw new IOException("Only " + octets + " octets of " + task.load().octets() + " came");
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Figures.MESSAGES, (double) task.load().messages());
        figures.put(Figures.OCTETS, (double) task.load().octets());
        figures.putAll(measured);
        return figures;
    }
}
