package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.measure.Figures;
import io.maillite.benchmarks.measure.RunMain;
import io.maillite.benchmarks.measure.Sample;
import io.maillite.benchmarks.peer.Peers;
import io.maillite.benchmarks.report.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A peer, in a JVM of its own each time. */
record JvmContender(Peers peer) implements Contender {
    @Override
    public String name() {
        return peer.title();
    }

    @Override
    public List<Row> run(Bench bench, Transport transport, String scenario, int round)
            throws IOException, InterruptedException {
        Options options = bench.options();
        String account = transport.load().code() + "-" + bench.newNumber() + ".";
        List<String> accounts = IntStream.rangeClosed(1, options.runs())
                .mapToObj(run -> account + run)
                .toList();
        transport.server().fill(accounts, transport.load());
        Child child = Child.run(
                Jvm.command(
                        options.jvm(),
                        RunMain.class,
                        peer.name(),
                        "localhost",
                        String.valueOf(transport.port()),
                        String.valueOf(transport.tls()),
                        account,
                        transport.load().code(),
                        String.valueOf(options.runs())),
                options.cap(),
                options.work().resolve("logs").resolve(scenario + "-" + peer.name() + "-" + round + ".log"));
        List<Sample> samples =
                child.output().stream().filter(Sample::isOne).map(Sample::of).toList();
        String wrong = child.failure();
        if (wrong.isEmpty()) {
            wrong = transport.server().wrong(accounts.subList(0, samples.size()), transport.load());
        }
        if (wrong.isEmpty() && samples.isEmpty()) {
            wrong = "it measured nothing";
        }
        List<Row> rows = new ArrayList<>();
        if (!wrong.isEmpty()) {
            bench.say("  round %d  %-22s FAILED: %s", round, name(), wrong);
            rows.add(Row.failed(name(), round, wrong));
            return rows;
        }
        for (Sample sample : samples) {
            rows.add(new Row(name(), round, sample.run(), sample.figures(), ""));
        }
        bench.say("  round %d  %-22s %s", round, name(), summary(samples));
        return rows;
    }

    private static String summary(List<Sample> samples) {
        StringBuilder text = new StringBuilder();
        for (Sample sample : samples) {
            double messages = sample.figures().getOrDefault(Figures.MESSAGES, 0.0);
            double wall = sample.figures().getOrDefault(Figures.WALL, 1.0);
            text.append(String.format("%,12.1f", messages / wall));
        }
        return text + " messages/s";
    }
}
