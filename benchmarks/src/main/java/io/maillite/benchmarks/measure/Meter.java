package io.maillite.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes what a piece of work costs the process that it runs in. */
final class Meter {
    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Allocation allocation;
    private long wall;
    private long cpu;
    private long allocated;
    private long compiling;

    Meter(Allocation allocation) {
        this.allocation = allocation;
    }

    void start() {
        threads.resetPeakThreadCount();
        allocated = allocation.octets();
        compiling = CompilerThreads.nanos();
        cpu = system.getProcessCpuTime();
        wall = System.nanoTime();
    }

    Map<String, Double> stop() {
        long end = System.nanoTime();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Figures.WALL, (end - wall) / NANOS);
        figures.put(Figures.CPU, (system.getProcessCpuTime() - cpu) / NANOS);
        figures.put(Figures.COMPILING, Math.max(0, CompilerThreads.nanos() - compiling) / NANOS);
        figures.put(Figures.ALLOCATED, (double) (allocation.octets() - allocated));
        figures.put(Figures.PEAK_RSS, (double) ProcessStatus.own().peakRss());
        figures.put(Figures.THREADS, (double) threads.getPeakThreadCount());
        return figures;
    }
}
