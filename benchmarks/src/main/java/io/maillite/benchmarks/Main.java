package io.maillite.benchmarks;

import io.maillite.benchmarks.report.Machine;
import io.maillite.benchmarks.report.Page;
import io.maillite.benchmarks.report.Results;
import io.maillite.benchmarks.report.Table;
import io.maillite.benchmarks.report.Versions;
import io.maillite.benchmarks.scenario.Bench;
import io.maillite.benchmarks.scenario.Options;
import io.maillite.benchmarks.scenario.Scenario;
import io.maillite.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what the command line asks for, keeps it, and writes the page anew. */
public final class Main {
    private static final Path DOCS = Path.of("..", "docs");

    private Main() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        CommandLine line;
        try {
            line = CommandLine.of(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.print(CommandLine.HELP);
            System.exit(2);
            return;
        }
        if (line.help()) {
            out.print(CommandLine.HELP);
        } else if (line.list()) {
            Scenarios.all().forEach(scenario -> out.printf("%-22s %s%n", scenario.id(), scenario.title()));
        } else {
            measure(line, out);
        }
    }

    private static void measure(CommandLine line, PrintStream out) throws Exception {
        List<String> failed = new ArrayList<>();
        Results results = new Results(DOCS.resolve("benchmarks"));
        try (Bench bench = new Bench(line.options(), out)) {
            for (Scenario scenario : line.scenarios()) {
                out.println(scenario.id() + ": " + scenario.title());
                try {
                    Table table = new Table(about(scenario, line.options()), scenario.measure(bench));
                    if (line.options().keeps()) {
                        results.keep(scenario.id(), table);
                        page(results).write(DOCS.resolve("benchmarks.md"));
                    }
                    out.println();
                    out.println(new Page(Map.of(scenario.id(), table)).section(scenario.id()));
                } catch (IOException | RuntimeException e) {
                    out.println("  FAILED: " + e.getMessage());
                    failed.add(scenario.id());
                }
            }
        }
        if (!failed.isEmpty()) {
            out.println("Failed: " + String.join(", ", failed));
        }
        if (!line.options().keeps()) {
            out.println("(Not kept: some peers alone, other runs or flags, fewer rounds, or quick.)");
        }
    }

    private static Page page(Results results) throws IOException {
        return new Page(results.all(Scenarios.all().stream().map(Scenario::id).toList()));
    }

    private static Map<String, String> about(Scenario scenario, Options options) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(Results.KIND, scenario.kind().name());
        about.put(Results.TITLE, scenario.title());
        about.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        String code = System.getProperty("maillite.code", "");
        if (!code.isEmpty()) {
            about.put("code", code);
        }
        about.put("rounds", "at most " + options.rounds());
        about.put("budget", options.budget().toSeconds() + " s a peer");
        about.putAll(Machine.about());
        about.put("flags of the measured JVMs", String.join(" ", options.jvm()));
        about.put("libraries", Versions.libraries());
        about.put("tools", Versions.tools());
        return about;
    }
}
