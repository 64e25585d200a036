package io.maillite.benchmarks.measure;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Task;
import io.maillite.benchmarks.peer.Peer;
import io.maillite.benchmarks.peer.Pop3Route;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The JVM that drains a mailbox of many messages: once to see the first exchange, and once to see all of them. */
public final class GrowthMain {
    private static final double NANOS = 1e9;

    private GrowthMain() {}

    /** @param arguments component, host, port, account without the number of the run, load */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            run(arguments, System.out);
            status = 0;
        } catch (Exception | OutOfMemoryError e) {
            e.printStackTrace(System.err);
        } finally {
            System.exit(status);
        }
    }

    private static void run(String[] arguments, PrintStream out) throws Exception {
        Load load = Load.of(arguments[4]);
        int port = Integer.parseInt(arguments[2]);
        Map<String, Double> figures = new LinkedHashMap<>();
        AtomicLong first = new AtomicLong();
        AtomicLong live = new AtomicLong();
        Task looked = new Task(arguments[1], port, false, arguments[3] + 1, load);
        try (Peer.Work work = Pop3Route.observed(arguments[0], looked, () -> {
            first.set(System.nanoTime());
            live.set(liveHeap());
        })) {
            long idle = liveHeap();
            long start = System.nanoTime();
            work.run();
            figures.put("first_s", (first.get() - start) / NANOS);
            figures.put("live", (double) (live.get() - idle));
        }
        Task drained = new Task(arguments[1], port, false, arguments[3] + 2, load);
        try (Allocation allocation = new Allocation();
                Peer.Work work = Pop3Route.observed(arguments[0], drained, () -> {})) {
            Meter meter = new Meter(allocation);
            meter.start();
            work.run();
            figures.putAll(meter.stop());
        }
        out.println(new Sample(1, figures).line());
    }

    private static long liveHeap() {
        // Twice: what the first one finalizes, the second one frees.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
