package io.maillite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final ToDoubleFunction<Row> WALL = row -> row.figures().getOrDefault("wall_s", Double.NaN);

    private static Row row(String peer, int round, int run, double wall) {
        return new Row(peer, round, run, Map.of("wall_s", wall), "");
    }

    @Test
    void theFirstRunOfAJvmIsToldApart() {
        Summary summary = new Summary(List.of(row("a", 1, 1, 9), row("a", 1, 2, 3), row("a", 1, 3, 5)));
        assertThat(summary.cold("a", WALL)).contains(new Spread(9, 9, 9, 1));
        assertThat(summary.warm("a", WALL)).contains(new Spread(4, 3, 5, 2));
    }

    @Test
    void whereAJvmHadOneRunItCounts() {
        Summary summary = new Summary(List.of(row("a", 1, 1, 9), row("a", 2, 1, 7)));
        assertThat(summary.warm("a", WALL)).contains(new Spread(8, 7, 9, 2));
    }

    @Test
    void aFailedRunCountsAsFailedAndNowhereElse() {
        Summary summary = new Summary(List.of(Row.failed("a", 1, "why"), row("b", 1, 1, 1)));
        assertThat(summary.peers()).containsExactly("a", "b");
        assertThat(summary.warm("a", WALL)).isEmpty();
        assertThat(summary.failures("a")).isEqualTo(1);
        assertThat(summary.note("a")).contains("why");
    }
}
