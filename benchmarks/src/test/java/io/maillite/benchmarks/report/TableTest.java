package io.maillite.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWritten() throws IOException {
        Table table = new Table(
                Map.of("title", "What it is"),
                List.of(
                        new Row("a", 1, 1, Map.of("wall_s", 0.25, "threads", 7.0), ""),
                        Row.failed("b", 1, "not installed"),
                        new Row("a", 2, 1, Map.of("wall_s", 0.5), "odd")));
        Path file = folder.resolve("one/scenario.tsv");
        table.write(file);
        assertThat(Table.read(file)).isEqualTo(table);
    }

    @Test
    void anEmptyCellIsNoFigure() throws IOException {
        Path file = folder.resolve("scenario.tsv");
        Files.writeString(file, "# title\tx\npeer\tround\trun\twall_s\tcpu_s\tnote\na\t1\t1\t2\t\t\n");
        assertThat(Table.read(file).rows()).containsExactly(new Row("a", 1, 1, Map.of("wall_s", 2.0), ""));
    }
}
