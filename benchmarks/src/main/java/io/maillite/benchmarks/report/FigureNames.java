package io.maillite.benchmarks.report;

/** Figures that are shown as they are called. */
public final class FigureNames {
    /** In front of what is carried. */
    public static final String HEAP = "smallest -Xmx MiB, ";
    /** Of the platform. */
    public static final String THREADS = "threads";
    /** Memory of the process, a minute after its start. */
    public static final String RSS = "RSS MiB";
    /** Time of the processor. */
    public static final String CPU_PER_POLL = "CPU ms/poll";
    /** Polls that should have been. */
    public static final String MISSED = "missed polls %";
    /** At the first exchange. */
    public static final String LIVE_HEAP = "live heap MiB over idle";
    /** From the start of the route. */
    public static final String FIRST_EXCHANGE = "s to the first exchange";
    /** From the start of the JVM. */
    public static final String START = "s to the first message";
    /** Beyond camel-core. */
    public static final String JARS = "octets of jars";

    private FigureNames() {}
}
