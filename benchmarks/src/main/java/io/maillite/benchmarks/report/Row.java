package io.maillite.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run took, or why there is none.
 *
 * @param peer who ran
 * @param round when
 * @param run the how manieth in its JVM; the first is the cold one; 0 if it failed
 * @param figures by their names
 * @param note what is to be said of it; empty if nothing is
 */
public record Row(String peer, int round, int run, Map<String, Double> figures, String note) {
    /** A run that came to nothing. */
    public static Row failed(String peer, int round, String why) {
        return new Row(peer, round, 0, Map.of(), why);
    }

    /** The same with a further figure. */
    public Row with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(figures);
        more.put(name, value);
        return new Row(peer, round, run, more, note);
    }

    /** Whether it came to nothing. */
    public boolean failed() {
        return run == 0;
    }
}
