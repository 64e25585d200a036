package io.maillite.benchmarks.measure;

/** The names of figures. */
public final class Figures {
    /** Seconds by the clock. */
    public static final String WALL = "wall_s";
    /** Messages carried. */
    public static final String MESSAGES = "messages";
    /** Octets of them. */
    public static final String OCTETS = "octets";
    /** Seconds of the processor, of the measured process alone. */
    public static final String CPU = "cpu_s";
    /** Seconds of the processor that the JVM's compilers took of them. */
    public static final String COMPILING = "compiling_s";
    /** Octets allocated on the heap. */
    public static final String ALLOCATED = "allocated";
    /** Most memory that the process held so far, in KiB. */
    public static final String PEAK_RSS = "peak_rss_kib";
    /** Memory that the process holds, in KiB. */
    public static final String RSS = "rss_kib";
    /** The same, a minute after the start, or when it has settled if that is sooner. */
    public static final String RSS_EARLY = "rss_early_kib";
    /** Most threads at a time. */
    public static final String THREADS = "threads";

    private Figures() {}
}
