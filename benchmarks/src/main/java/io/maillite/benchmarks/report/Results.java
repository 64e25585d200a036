package io.maillite.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What has been measured so far: a file for each scenario, of which a run replaces those that it has measured. */
public final class Results {
    /** What kind of a scenario it is: how its section looks. */
    public static final String KIND = "kind";
    /** What a scenario is, in a line. */
    public static final String TITLE = "title";

    private final Path folder;

    /** @param folder where the files are */
    public Results(Path folder) {
        this.folder = folder;
    }

    /** Keeps what came of a scenario, in place of what came of it before. */
    public void keep(String scenario, Table table) throws IOException {
        table.write(file(scenario));
    }

    /** What came of it; empty if it was never measured. */
    public Optional<Table> of(String scenario) throws IOException {
        Path file = file(scenario);
        return Files.exists(file) ? Optional.of(Table.read(file)) : Optional.empty();
    }

    /** All that there are of these scenarios, in their order. */
    public Map<String, Table> all(Iterable<String> scenarios) throws IOException {
        Map<String, Table> all = new LinkedHashMap<>();
        for (String scenario : scenarios) {
            of(scenario).ifPresent(table -> all.put(scenario, table));
        }
        return all;
    }

    private Path file(String scenario) {
        return folder.resolve(scenario + ".tsv");
    }
}
