package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.measure.Figures;
import io.maillite.benchmarks.measure.MailboxesMain;
import io.maillite.benchmarks.measure.Sample;
import io.maillite.benchmarks.peer.Polls;
import io.maillite.benchmarks.report.FigureNames;
import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.server.MemoryPop3;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many mailboxes in one JVM, all empty, each polled every five seconds.
 *
 * @param count how many
 * @param settlingSeconds until then it is the JVM's compilers that are measured, too: what is done once a poll was done
 *     so many times that they are through with it
 */
record ManyMailboxes(String id, int count, int settlingSeconds) implements Scenario {
    private static final int MEASURED_SECONDS = 20;
    private static final int QUICK_SECONDS = 5;

    private record Polled(String name, String component, int pollThreads) {}

    private static final List<Polled> WHO = List.of(
            new Polled("pop3lite", "pop3lite", 0),
            new Polled("pop3lite, pollThreads=16", "pop3lite", 16),
            new Polled("camel-mail", "pop3", 0),
            new Polled("RAW", "RAW", 16));

    @Override
    public String title() {
        return String.format(
                "%,d mailboxes polled every %d s in one JVM, after %d s", count, Polls.DELAY_SECONDS, settlingSeconds);
    }

    @Override
    public List<String> peers() {
        return WHO.stream().map(Polled::name).toList();
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        return new Turns(bench.options()).of(WHO, Polled::name, (who, round) -> {
            Row row = turn(bench, who, round);
            bench.say("  round %d  %-26s %s %s", round, who.name(), row.figures(), row.note());
            return List.of(row);
        });
    }

    private Row turn(Bench bench, Polled who, int round) throws Exception {
        Options options = bench.options();
        int port = new MemoryPop3(bench.servers()).port(false);
        String accounts = "0x0-" + who.component() + who.pollThreads() + "-" + round + "-";
        Child child = Child.run(
                Jvm.command(
                        options.jvm(),
                        MailboxesMain.class,
                        who.component(),
                        String.valueOf(who.pollThreads()),
                        String.valueOf(count),
                        "localhost",
                        String.valueOf(port),
                        accounts,
                        String.valueOf(settling(options)),
                        String.valueOf(measured(options))),
                options.cap(),
                options.work()
                        .resolve("logs")
                        .resolve(id + "-" + who.component() + who.pollThreads() + "-" + round + ".log"));
        Optional<Sample> sample =
                child.output().stream().filter(Sample::isOne).map(Sample::of).findFirst();
        if (sample.isEmpty()) {
            return Row.failed(who.name(), round, child.failure());
        }
        Map<String, Double> figures = figures(sample.get().figures());
        String[] logins = bench.servers().ask("sessions " + accounts);
        if (Integer.parseInt(logins[0]) < count) {
            return Row.failed(who.name(), round, "only " + logins[0] + " mailboxes were polled");
        }
        int due = (settling(options) + measured(options)) / Polls.DELAY_SECONDS;
        if (Integer.parseInt(logins[1]) < due / 2) {
            return Row.failed(who.name(), round, "a mailbox was polled " + logins[1] + " times, and not " + due);
        }
        figures.put("polls of the mailbox that had the fewest", Double.valueOf(logins[1]));
        return new Row(who.name(), round, 1, figures, "");
    }

    private int settling(Options options) {
        return options.quick() ? QUICK_SECONDS : settlingSeconds;
    }

    private static int measured(Options options) {
        return options.quick() ? QUICK_SECONDS : MEASURED_SECONDS;
    }

    private Map<String, Double> figures(Map<String, Double> measured) {
        double polls = measured.getOrDefault("polls", 0.0);
        double due = count * measured.getOrDefault("seconds", 0.0) / Polls.DELAY_SECONDS;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(FigureNames.THREADS, measured.getOrDefault(Figures.THREADS, 0.0));
        figures.put(FigureNames.RSS, measured.getOrDefault(Figures.RSS_EARLY, 0.0) / 1024);
        figures.put("RSS MiB at the end", measured.getOrDefault(Figures.RSS, 0.0) / 1024);
        figures.put(FigureNames.CPU_PER_POLL, measured.getOrDefault(Figures.CPU, 0.0) * 1000 / Math.max(1, polls));
        figures.put("of it compiling", measured.getOrDefault(Figures.COMPILING, 0.0) * 1000 / Math.max(1, polls));
        figures.put(FigureNames.MISSED, Math.max(0, 100 * (due - polls) / due));
        figures.put("failed polls", measured.getOrDefault("failures", 0.0));
        return figures;
    }
}
