package io.maillite.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code docs/benchmarks.md}, made of what has been measured so far. */
public final class Page {
    private static final String FOLDER = "benchmarks";

    /** What people have to say of the figures: part of the page. */
    private static final String NOTES = "notes.md";

    private static final String TARGETS =
            "Ratios of medians. *A bare socket* is what one reaches in the same run: RAW, and RAW in a route. *Warm* is what is reached after many more runs in a JVM,"
                    + " where that is measured: how many, the title of the scenario tells.";

    private static final List<String> OF_THE_RUN =
            List.of("date", "code", "load average at the start", "rounds", "budget");

    private final Map<String, Table> tables;

    /** @param tables by scenario, in the order of the page */
    public Page(Map<String, Table> tables) {
        this.tables = new LinkedHashMap<>(tables);
    }

    /** Writes the page, and its charts next to it. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(start());
        for (Map.Entry<String, Table> one : tables.entrySet()) {
            section(text, one.getKey(), one.getValue(), file.resolveSibling(FOLDER));
        }
        text.append("\n## Targets\n\n").append(TARGETS).append("\n\n").append(Targets.table(tables));
        Path notes = file.resolveSibling(FOLDER).resolve(NOTES);
        if (Files.exists(notes)) {
            text.append('\n').append(Files.readString(notes));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private String start() {
        StringBuilder text = new StringBuilder("""
                # Measured

                Written by `benchmarks/run`; how it is measured stands in [benchmarks/README.md](../benchmarks/README.md). All runs are
                in the `.tsv` files in [benchmarks](benchmarks). A figure is the median of the warm runs, *cold* that of the first
                runs of their JVMs. Compare ratios, and look at the spread first.

                """);
        Map<String, String> places = new LinkedHashMap<>();
        for (Table table : tables.values()) {
            table.about().forEach((name, value) -> {
                if (!OF_THE_RUN.contains(name) && !name.equals(Results.KIND) && !name.equals(Results.TITLE)) {
                    places.merge(
                            name, value, (first, second) -> first.contains(second) ? first : first + "; " + second);
                }
            });
        }
        Markdown table = new Markdown(List.of("", "measured with"));
        places.forEach((name, value) -> table.row(List.of(name, value)));
        return text.append(table).toString().replace("|---|---:|", "|---|---|");
    }

    /** What came of a scenario, as a table alone. */
    public String section(String scenario) {
        Table table = Objects.requireNonNull(tables.get(scenario));
        return (isTransfer(table) ? new TransferSection(table).table() : new FiguresSection(table).table()).toString();
    }

    private static boolean isTransfer(Table table) {
        return Kind.TRANSFER.name().equals(table.about().get(Results.KIND));
    }

    private void section(StringBuilder text, String scenario, Table table, Path folder) throws IOException {
        String title = table.about().getOrDefault(Results.TITLE, scenario);
        text.append("\n## ")
                .append(title)
                .append("\n\n`benchmarks/run ")
                .append(scenario)
                .append('`');
        for (String name : OF_THE_RUN) {
            String value = table.about().get(name);
            text.append(value == null ? "" : ", " + name + " " + value);
        }
        text.append("; [all runs](" + FOLDER + "/").append(scenario).append(".tsv)\n\n");
        text.append(section(scenario));
        Bars bars = isTransfer(table) ? new TransferSection(table).bars(title) : new FiguresSection(table).bars(title);
        if (!bars.names().isEmpty()) {
            Charts.write(bars, folder.resolve(scenario + ".svg"));
            text.append("\n![")
                    .append(title)
                    .append("](" + FOLDER + "/")
                    .append(scenario)
                    .append(".svg)\n");
        }
    }
}
