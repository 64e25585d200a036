package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.measure.Figures;
import io.maillite.benchmarks.measure.GrowthMain;
import io.maillite.benchmarks.measure.Sample;
import io.maillite.benchmarks.report.FigureNames;
import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.server.MemoryPop3;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the cost of a mailbox grows with the number of its messages, of 1 KiB each.
 *
 * @param sizes of the mailboxes, and who drains them
 */
record Growth(String id, String title, List<Drained> sizes) implements Scenario {
    /**
     * A mailbox.
     *
     * @param component that drains it
     * @param messages in it
     */
    record Drained(String component, int messages) {
        String name() {
            return String.format("%s, %,d", component.equals("pop3") ? "camel-mail" : component, messages);
        }
    }

    @Override
    public List<String> peers() {
        return sizes.stream().map(Drained::name).toList();
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        return new Turns(bench.options()).of(sizes, Drained::name, (who, round) -> {
            Row row = turn(bench, who, round);
            bench.say("  round %d  %-26s %s %s", round, who.name(), row.figures(), row.note());
            return List.of(row);
        });
    }

    private Row turn(Bench bench, Drained who, int round) throws Exception {
        Options options = bench.options();
        Load load = new Load(options.quick() ? who.messages() / 10 : who.messages(), 1024);
        MemoryPop3 server = new MemoryPop3(bench.servers());
        String account = load.code() + "-" + bench.newNumber() + ".";
        Child child = Child.run(
                Jvm.command(
                        options.jvm(),
                        GrowthMain.class,
                        who.component(),
                        "localhost",
                        String.valueOf(server.port(false)),
                        account,
                        load.code()),
                options.cap(),
                options.work()
                        .resolve("logs")
                        .resolve(id + "-" + who.component() + who.messages() + "-" + round + ".log"));
        String wrong =
                child.failure().isEmpty() ? server.wrong(List.of(account + 1, account + 2), load) : child.failure();
        return child.output().stream()
                .filter(line -> wrong.isEmpty() && Sample.isOne(line))
                .map(line ->
                        new Row(who.name(), round, 1, figures(Sample.of(line).figures(), load), ""))
                .findFirst()
                .orElseGet(() -> Row.failed(who.name(), round, wrong));
    }

    private static Map<String, Double> figures(Map<String, Double> measured, Load load) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(FigureNames.FIRST_EXCHANGE, measured.getOrDefault("first_s", 0.0));
        figures.put(FigureNames.LIVE_HEAP, measured.getOrDefault("live", 0.0) / (1 << 20));
        figures.put("messages/s", load.messages() / measured.getOrDefault(Figures.WALL, 1.0));
        figures.put("CPU ms/message", measured.getOrDefault(Figures.CPU, 0.0) * 1000 / load.messages());
        figures.put("peak RSS MiB", measured.getOrDefault(Figures.PEAK_RSS, 0.0) / 1024);
        return figures;
    }
}
