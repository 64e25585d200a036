package io.maillite.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The runs of a scenario, as they are kept: tab-separated values, with what there is to say of all of them in front.
 *
 * @param about when, where, under which load: by name
 * @param rows the runs, in the order in which they were made
 */
public record Table(Map<String, String> about, List<Row> rows) {
    private static final List<String> KEYS = List.of("peer", "round", "run");

    /** Copies both. */
    public Table {
        about = new LinkedHashMap<>(about);
        rows = List.copyOf(rows);
    }

    /** Writes it. */
    public void write(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.figures().keySet()));
        List<String> lines = new ArrayList<>();
        about.forEach((name, value) -> lines.add("# " + name + "\t" + value));
        List<String> head = new ArrayList<>(KEYS);
        head.addAll(names);
        head.add("note");
        lines.add(String.join("\t", head));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.peer(), String.valueOf(row.round()), row.run() + ""));
            for (String name : names) {
                Double value = row.figures().get(name);
                cells.add(value == null ? "" : text(value));
            }
            cells.add(row.note().replace('\t', ' '));
            lines.add(String.join("\t", cells));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    private static String text(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf((float) value);
    }

    /** Reads one that was written. */
    public static Table read(Path file) throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        String[] head = {};
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t", -1);
            if (line.startsWith("# ")) {
                about.put(cells[0].substring(2), cells[1]);
            } else if (head.length == 0) {
                head = cells;
            } else {
                rows.add(row(head, cells));
            }
        }
        return new Table(about, rows);
    }

    private static Row row(String[] head, String[] cells) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = KEYS.size(); i < head.length - 1; i++) {
            if (!cells[i].isEmpty()) {
                figures.put(head[i], Double.parseDouble(cells[i]));
            }
        }
        int round = Integer.parseInt(cells[1]);
        int run = Integer.parseInt(cells[2]);
        return new Row(cells[0], round, run, figures, cells[head.length - 1]);
    }
}
