package io.maillite.benchmarks.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What is worked out of the figures of a run that carried mail. */
public enum TransferFigures {
    /** Messages a second. */
    RATE("messages/s", row -> value(row, "messages") / value(row, "wall_s")),
    /** Millions of octets a second. */
    MEGABYTES("MB/s", row -> value(row, "octets") / value(row, "wall_s") / 1e6),
    /** Milliseconds of the processor a message. */
    CPU("CPU ms/message", row -> value(row, "cpu_s") * 1e3 / value(row, "messages")),
    /** How much of that the JVM's compilers take, in percent. */
    COMPILING(
            "of it compiling %",
            row -> {
                // the processor's time goes by hundredths of a second: of a short run it may be none
                double cpu = value(row, "cpu_s");
                return cpu > 0 ? value(row, "compiling_s") * 100 / cpu : Double.NaN;
            }),
    /** KiB allocated a message, beyond its octets. */
    ALLOCATED(
            "allocated KiB/message beyond its octets",
            row -> (value(row, "allocated") - value(row, "octets")) / value(row, "messages") / 1024),
    /** MiB that the process held at most. */
    RSS("peak RSS MiB", row -> value(row, "peak_rss_kib") / 1024),
    /** Most threads. */
    THREADS("threads", row -> value(row, "threads"));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // it works something out, and keeps nothing
    private final ToDoubleFunction<Row> of;

    TransferFigures(String title, ToDoubleFunction<Row> of) {
        this.title = title;
        this.of = of;
    }

    /** What tables call it. */
    public String title() {
        return title;
    }

    /** Works it out; not a number if the run did not measure what it takes. */
    public ToDoubleFunction<Row> of() {
        return of;
    }

    private static double value(Row row, String name) {
        Double value = row.figures().get(name);
        return value == null ? Double.NaN : value;
    }

    /** A median as text; a dash if there is none. */
    public static String text(Optional<Spread> spread) {
        return spread.map(some -> text(some.median())).orElse("–");
    }

    /** With as many digits as mean something. */
    public static String text(double value) {
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
