package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Task;
import io.maillite.benchmarks.measure.Figures;
import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.server.Folders;
import io.maillite.benchmarks.server.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program, timed by the shell. */
record ToolContender(Tool tool) implements Contender {
    private static final String TIME = "@time";

    @Override
    public String name() {
        return tool.title();
    }

    @Override
    public List<Row> run(Bench bench, Transport transport, String scenario, int round)
            throws IOException, InterruptedException {
        Row row = turn(bench, transport, scenario, round);
        Double wall = row.figures().get(Figures.WALL);
        bench.say(
                "  round %d  %-22s %s",
                round,
                name(),
                wall == null
                        ? row.note()
                        : String.format("%,12.1f messages/s", transport.load().messages() / wall));
        return List.of(row);
    }

    private Row turn(Bench bench, Transport transport, String scenario, int round)
            throws IOException, InterruptedException {
        Optional<Path> program = Installed.find(tool.program());
        if (program.isEmpty()) {
            return Row.failed(name(), round, "not installed");
        }
        if (transport.tls() && !tool.speaksTls()) {
            return Row.failed(name(), round, "not under TLS");
        }
        Load load = transport.load();
        Task task = new Task(
                "localhost", transport.port(), transport.tls(), load.code() + "-" + bench.newNumber() + ".1", load);
        transport.server().fill(List.of(task.account()), load);
        Path folder = Files.createTempDirectory("maillite-tool").toAbsolutePath();
        try {
            List<String> command =
                    new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='" + TIME + " %R %U %S'; time \"$@\"", "time"));
            command.add(program.get().toString());
            command.addAll(tool.arguments(task, folder));
            Path log = bench.options().work().resolve("logs").resolve(scenario + "-" + tool + "-" + round + ".log");
            Child child = Child.run(command, bench.options().cap(), log);
            String wrong = child.failure().isEmpty()
                    ? transport.server().wrong(List.of(task.account()), load)
                    : child.failure();
            return wrong.isEmpty()
                    ? new Row(name(), round, 1, figures(log, load), "")
                    : Row.failed(name(), round, wrong);
        } finally {
            Folders.remove(folder);
        }
    }

    private static Map<String, Double> figures(Path log, Load load) throws IOException {
        String[] times = Files.readAllLines(log.resolveSibling(log.getFileName() + ".err")).stream()
                .filter(line -> line.startsWith(TIME))
                .findFirst()
                .orElseThrow(() -> new IOException("The shell did not say how long it took"))
                .split(" ", -1);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Figures.MESSAGES, (double) load.messages());
        figures.put(Figures.OCTETS, (double) load.octets());
        figures.put(Figures.WALL, Math.max(0.001, Double.parseDouble(times[1])));
        figures.put(Figures.CPU, Double.parseDouble(times[2]) + Double.parseDouble(times[3]));
        return figures;
    }
}
