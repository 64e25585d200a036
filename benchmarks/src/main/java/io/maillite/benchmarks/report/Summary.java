package io.maillite.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The runs of a scenario by peer: medians of the warm ones, and of the cold ones. */
public final class Summary {
    private final List<Row> rows;

    /** @param rows of one scenario */
    public Summary(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The peers, in the order in which they first ran. */
    public List<String> peers() {
        return rows.stream().map(Row::peer).distinct().toList();
    }

    /** Of the runs that count: those behind the first of a JVM, or the first where there was but one. */
    public Optional<Spread> warm(String peer, ToDoubleFunction<Row> figure) {
        Map<Integer, Integer> runs = new LinkedHashMap<>();
        of(peer).forEach(row -> runs.merge(row.round(), row.run(), Math::max));
        return spread(
                of(peer).stream()
                        .filter(row -> row.run() > 1 || runs.getOrDefault(row.round(), 0) == 1)
                        .toList(),
                figure);
    }

    /** Of the first runs of their JVMs. */
    public Optional<Spread> cold(String peer, ToDoubleFunction<Row> figure) {
        return spread(of(peer).stream().filter(row -> row.run() == 1).toList(), figure);
    }

    /** What is to be said of a peer: why it failed, or that it is not there. */
    public Optional<String> note(String peer) {
        return rows.stream()
                .filter(row -> row.peer().equals(peer) && !row.note().isEmpty())
                .map(Row::note)
                .findFirst();
    }

    /** In how many rounds it ran, and did not fail. */
    public long rounds(String peer) {
        return of(peer).stream().mapToInt(Row::round).distinct().count();
    }

    /** How many runs failed. */
    public long failures(String peer) {
        return rows.stream()
                .filter(row -> row.peer().equals(peer) && row.failed())
                .count();
    }

    private List<Row> of(String peer) {
        return rows.stream()
                .filter(row -> row.peer().equals(peer) && !row.failed())
                .toList();
    }

    private static Optional<Spread> spread(List<Row> rows, ToDoubleFunction<Row> figure) {
        List<Double> values = rows.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .boxed()
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }
}
