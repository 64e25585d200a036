package io.maillite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    @TempDir
    private Path folder;

    private static Row run(String peer, int round, int run, double seconds) {
        Map<String, Double> figures = Map.of(
                "messages", 2000.0, "octets", 2000.0 * 4096, "wall_s", seconds, "cpu_s", seconds / 2, "allocated", 2e7);
        return new Row(peer, round, run, figures, "");
    }

    private static Table drained() {
        List<Row> rows = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            rows.add(run("pop3lite", round, 1, 1));
            rows.add(run("pop3lite", round, 2, 0.1));
            rows.add(run("camel-mail", round, 1, 4));
            rows.add(run("camel-mail", round, 2, 2));
            rows.add(run("RAW", round, 1, 0.05));
            rows.add(run("RAW", round, 2, 0.04));
            rows.add(Row.failed("mpop", round, "not installed"));
        }
        return new Table(Map.of("kind", "TRANSFER", "title", "POP3 drained", "date", "2025-11-03"), rows);
    }

    private static Table warm() {
        return new Table(
                Map.of("kind", "TRANSFER", "title", "POP3 drained, warm"),
                List.of(run("pop3lite", 1, 41, 0.08), run("RAW", 1, 41, 0.04)));
    }

    private static Table footprint() {
        return new Table(
                Map.of("kind", "FIGURES", "title", "Jars"),
                List.of(
                        new Row("pop3lite", 1, 1, Map.of(FigureNames.JARS, 900.0), "a.jar 900"),
                        new Row("camel-mail", 1, 1, Map.of(FigureNames.JARS, 1000.0), "b.jar 1,000")));
    }

    private String page() throws IOException {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("pop3-4k", drained());
        tables.put("pop3-4k-warm", warm());
        tables.put("footprint", footprint());
        Path file = folder.resolve("benchmarks.md");
        new Page(tables).write(file);
        return Files.readString(file);
    }

    @Test
    void showsMediansOfWarmRunsAndColdOnesApart() throws IOException {
        assertThat(page())
                .contains("## POP3 drained")
                .contains("| pop3lite | 20,000 | 20,000 – 20,000 | 2,000 | 20.0 | 0.40 | 2 (2) |")
                .contains("| camel-mail | 1,000 | 1,000 – 1,000 | 500 | 1.0 | 0.02 | 2 (2) |")
                .contains("| mpop | not installed |");
    }

    @Test
    void showsFiguresAsTheyAreCalled() throws IOException {
        assertThat(page()).contains("| pop3lite | 900 | a.jar 900 |");
    }

    @Test
    void drawsAChartThatIsSvg() throws IOException {
        assertThat(page()).contains("](benchmarks/pop3-4k.svg)").contains("](benchmarks/footprint.svg)");
        // Bars are paths of this colour; who was not installed has none.
        assertThat(Files.readString(folder.resolve("benchmarks/pop3-4k.svg")).split("fill:rgb\\(47,111,159\\)", -1))
                .hasSize(3 + 1);
    }

    @Test
    void endsWithTheTargetsOfWhichOnlyWhatWasMeasuredIsMetOrNot() throws IOException {
        assertThat(page())
                .contains(
                        "| POP3 2,000 × 4 KiB, in-memory server, against camel-mail | ≥ 18 × | 20 × | met |  | RAW 50 × |")
                .contains("| POP3 2,000 × 4 KiB, in-memory server, of RAW | ≥ 0.3 | 0.40 | met | 0.50 |")
                .contains("| CPU per message, POP3 2,000 × 4 KiB, of camel-mail's | ≤ 0.125 | 0.05 | met |")
                .contains("| octets of jars beyond camel-core, pop3lite, of camel-mail's | ≤ 1 | 0.90 | met |")
                .contains("| POP3 200 × 100 KiB, Dovecot, of RAW | ≥ 0.8 | not measured |  |  |");
    }
}
