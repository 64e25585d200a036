package io.maillite.benchmarks.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something to be reached.
 *
 * @param what it is
 * @param limit the least that is wanted, or the most
 * @param most whether it is the most
 * @param unit behind the figures
 * @param reached works it out; empty if it was not measured
 * @param bounds what a bare socket reaches, to tell what the machine and Camel leave
 * @param warm works out what is reached after many more runs in a JVM, where that is measured
 */
record Target(
        String what,
        double limit,
        boolean most,
        String unit,
        Function<Map<String, Table>, OptionalDouble> reached,
        List<Bound> bounds,
        Function<Map<String, Table>, OptionalDouble> warm) {
    /**
     * What a bare socket reaches.
     *
     * @param who it is: alone, in a route, or looking at what it sends
     * @param reached works out how much that is
     */
    record Bound(String who, Function<Map<String, Table>, OptionalDouble> reached) {}

    static Target atLeast(
            String what, double limit, String unit, Function<Map<String, Table>, OptionalDouble> reached) {
        return new Target(what, limit, false, unit, reached, List.of(), results -> OptionalDouble.empty());
    }

    static Target atMost(String what, double limit, String unit, Function<Map<String, Table>, OptionalDouble> reached) {
        return new Target(what, limit, true, unit, reached, List.of(), results -> OptionalDouble.empty());
    }

    Target boundBy(String who, Function<Map<String, Table>, OptionalDouble> most) {
        List<Bound> all =
                Stream.concat(bounds.stream(), Stream.of(new Bound(who, most))).toList();
        return new Target(what, limit, this.most, unit, reached, all, warm);
    }

    Target warmed(Function<Map<String, Table>, OptionalDouble> warm) {
        return new Target(what, limit, most, unit, reached, bounds, warm);
    }

    /** What is reached after many more runs; empty if that was not measured. */
    String warmText(Map<String, Table> results) {
        OptionalDouble value = warm.apply(results);
        return value.isEmpty() ? "" : number(value.getAsDouble()) + unit;
    }

    /** What the bounds have reached; empty if there are none, or they were not measured. */
    String boundText(Map<String, Table> results) {
        return bounds.stream()
                .flatMap(one ->
                        one.reached().apply(results).stream().mapToObj(value -> one.who() + " " + number(value) + unit))
                .collect(Collectors.joining(", "));
    }

    String wanted() {
        return (most ? "≤ " : "≥ ")
                + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString()
                + unit;
    }

    String reachedText(OptionalDouble value) {
        return value.isEmpty() ? "not measured" : number(value.getAsDouble()) + unit;
    }

    String verdict(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        boolean met = most ? value.getAsDouble() <= limit : value.getAsDouble() >= limit;
        return met ? "met" : "**not met**";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,.0f", value)
                : TransferFigures.text(value);
    }
}
