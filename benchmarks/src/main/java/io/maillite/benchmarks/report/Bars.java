package io.maillite.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chart shows.
 *
 * @param title above it
 * @param unit of the values
 * @param names below the bars
 * @param values one for each name
 */
record Bars(String title, String unit, List<String> names, List<Double> values) {
    /** Those that a logarithmic axis can show. */
    static Bars of(String title, String unit, Map<String, Double> values) {
        Map<String, Double> shown = new LinkedHashMap<>(values);
        shown.values().removeIf(value -> !(value > 0));
        return new Bars(title, unit, List.copyOf(shown.keySet()), List.copyOf(shown.values()));
    }
}
