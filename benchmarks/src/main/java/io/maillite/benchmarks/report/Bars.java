package io.maillite.benchmarks.report;

import java.util.List;

/**
 * What a chart shows.
 *
 * @param title above it
 * @param unit of the values
 * @param names below the bars
 * @param values one for each name
 */
record Bars(String title, String unit, List<String> names, List<Double> values) {}
