package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.report.FigureNames;
import io.maillite.benchmarks.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Octets of the jars that a component adds to camel-core. */
record Footprint() implements Scenario {
    private static final Map<String, String> WHO = whom();

    private static Map<String, String> whom() {
        Map<String, String> whom = new LinkedHashMap<>();
        whom.put("pop3lite", "camel-pop3lite");
        whom.put("smtplite", "camel-smtplite");
        whom.put("camel-mail", "camel-mail");
        return whom;
    }

    @Override
    public String id() {
        return "footprint";
    }

    @Override
    public String title() {
        return "Jars that a component adds to camel-core";
    }

    @Override
    public List<String> peers() {
        return List.of();
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, String> who : WHO.entrySet()) {
            List<Path> jars = ClassPaths.beyondCore(who.getValue());
            long octets = 0;
            List<String> names = new ArrayList<>();
            for (Path jar : jars) {
                octets += Files.size(jar);
                names.add(String.format("%s %,d", jar.getFileName(), Files.size(jar)));
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put(FigureNames.JARS, (double) octets);
            figures.put("jars", (double) jars.size());
            bench.say("  %-12s %,d octets: %s", who.getKey(), octets, String.join(", ", names));
            rows.add(new Row(who.getKey(), 1, 1, figures, String.join(", ", names)));
        }
        return rows;
    }
}
