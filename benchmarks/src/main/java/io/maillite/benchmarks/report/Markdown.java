package io.maillite.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of Markdown: the first column is text, the others are figures. */
final class Markdown {
    private final List<List<String>> rows = new ArrayList<>();

    Markdown(List<String> head) {
        rows.add(List.copyOf(head));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        List<String> lines = rows.stream().map(Markdown::line).collect(Collectors.toCollection(ArrayList::new));
        lines.add(1, rows.get(0).stream().skip(1).map(cell -> "---:").collect(Collectors.joining("|", "|---|", "|")));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
