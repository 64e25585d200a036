package io.maillite.benchmarks;

import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.report.Summary;
import io.maillite.benchmarks.report.TransferFigures;
import io.maillite.benchmarks.scenario.Bench;
import io.maillite.benchmarks.scenario.Scenario;
import io.maillite.benchmarks.scenario.Scenarios;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Measures what the command line asks for. */
public final class Main {
    private Main() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        CommandLine line = CommandLine.of(arguments);
        if (line.help()) {
            out.print(CommandLine.HELP);
        } else if (line.list()) {
            Scenarios.all().forEach(scenario -> out.printf("%-22s %s%n", scenario.id(), scenario.title()));
        } else {
            measure(line, out);
        }
    }

    private static void measure(CommandLine line, PrintStream out) throws Exception {
        try (Bench bench = new Bench(line.options(), out)) {
            for (Scenario scenario : line.scenarios()) {
                out.println(scenario.id() + ": " + scenario.title());
                print(scenario.measure(bench), out);
            }
        }
    }

    private static void print(List<Row> rows, PrintStream out) {
        Summary summary = new Summary(rows);
        List<String> head = new ArrayList<>(List.of("peer"));
        for (TransferFigures figure : TransferFigures.values()) {
            head.add(figure.title());
        }
        out.println(String.join("\t", head));
        for (String peer : summary.peers()) {
            List<String> cells = new ArrayList<>(List.of(peer));
            for (TransferFigures figure : TransferFigures.values()) {
                cells.add(TransferFigures.text(summary.warm(peer, figure.of())));
            }
            out.println(String.join("\t", cells));
        }
    }
}
