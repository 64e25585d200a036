package io.maillite.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What is to be reached, and what of it is. */
final class Targets {
    private static final String CAMEL_MAIL = "camel-mail";
    private static final String RAW = "RAW";
    private static final String RAW_ONE_BY_ONE = "RAW one by one";
    private static final String RAW_IN_A_ROUTE = "RAW in a route";
    private static final String RAW_THAT_LOOKS = "RAW that looks";
    private static final String POP3 = "pop3lite";
    private static final String SMTP = "smtplite";
    private static final String BATCH = "smtplite batch";
    private static final String TIMES = " ×";

    private static final List<Target> ALL = all();

    private Targets() {}

    static Markdown table(Map<String, Table> results) {
        Markdown table = new Markdown(List.of("target", "wanted", "reached", "", "warm", "a bare socket"));
        for (Target target : ALL) {
            OptionalDouble reached = target.reached().apply(results);
            table.row(List.of(
                    target.what(),
                    target.wanted(),
                    target.reachedText(reached),
                    target.verdict(reached),
                    target.warmText(results),
                    target.boundText(results)));
        }
        return table;
    }

    private static List<Target> all() {
        List<Target> all = new ArrayList<>();
        rates(all, "pop3-dovecot-4k", "POP3 2,000 × 4 KiB, Dovecot", POP3, 12, 0.7);
        rates(all, "pop3-4k", "POP3 2,000 × 4 KiB, in-memory server", POP3, 18, 0.3);
        rates(all, "pop3-dovecot-100k", "POP3 200 × 100 KiB, Dovecot", POP3, 8, 0.8);
        rates(all, "pop3-20m", "POP3 5 × 20 MiB", POP3, 22, 0.85);
        all.add(rate("pop3-20m", "POP3 5 × 20 MiB, against Angus Mail", POP3, "Angus Mail", 6, TIMES));
        rates(all, "pop3-dovecot-20m", "POP3 5 × 20 MiB, Dovecot", POP3, 22, 0.85);
        all.add(rate("pop3-dovecot-20m", "POP3 5 × 20 MiB, Dovecot, against Angus Mail", POP3, "Angus Mail", 6, TIMES));
        rates(all, "pop3-4k-20ms", "POP3 200 × 4 KiB at 20 ms", POP3, 40, 0.9);
        rates(all, "pop3-4k-80ms", "POP3 200 × 4 KiB at 80 ms", POP3, 100, 0.9);
        all.add(rate("smtp-4k", "SMTP 2,000 × 4 KiB one by one, against camel-mail", SMTP, CAMEL_MAIL, 10, TIMES));
        all.add(rate("smtp-4k", "SMTP 2,000 × 4 KiB one by one, of RAW one by one", SMTP, RAW_ONE_BY_ONE, 0.6, ""));
        rates(all, "smtp-4k", "SMTP 2,000 × 4 KiB batch", BATCH, 20, 0.6);
        all.add(rate("smtp-100k", "SMTP 200 × 100 KiB one by one, against camel-mail", SMTP, CAMEL_MAIL, 3, TIMES));
        all.add(rate("smtp-100k", "SMTP 200 × 100 KiB one by one, of RAW one by one", SMTP, RAW_ONE_BY_ONE, 0.8, ""));
        all.add(rate("smtp-100k", "SMTP 200 × 100 KiB batch, of RAW", BATCH, RAW, 0.8, ""));
        all.add(rate(
                "smtp-sink-100k",
                "SMTP 200 × 100 KiB one by one, smtp-sink, against camel-mail",
                SMTP,
                CAMEL_MAIL,
                3,
                TIMES));
        all.add(rate(
                "smtp-sink-100k",
                "SMTP 200 × 100 KiB one by one, smtp-sink, of RAW one by one",
                SMTP,
                RAW_ONE_BY_ONE,
                0.8,
                ""));
        all.add(rate("smtp-sink-100k", "SMTP 200 × 100 KiB batch, smtp-sink, of RAW", BATCH, RAW, 0.8, ""));
        all.add(rate(
                "smtp-4k-80ms",
                "SMTP 200 × 4 KiB at 80 ms one by one, against camel-mail",
                SMTP,
                CAMEL_MAIL,
                7.5,
                TIMES));
        all.add(rate(
                "smtp-4k-80ms",
                "SMTP 200 × 4 KiB at 80 ms one by one, of RAW one by one (a wait a message)",
                SMTP,
                RAW_ONE_BY_ONE,
                0.9,
                ""));
        rates(all, "smtp-4k-80ms", "SMTP 200 × 4 KiB at 80 ms batch", BATCH, 150, 0.8);
        all.add(Target.atMost(
                "CPU per message, POP3 2,000 × 4 KiB, of camel-mail's",
                0.125,
                "",
                results -> ratio(
                        warm(results, "pop3-4k", POP3, TransferFigures.CPU),
                        warm(results, "pop3-4k", CAMEL_MAIL, TransferFigures.CPU))));
        all.add(allocated("pop3-4k", POP3));
        all.add(allocated("smtp-4k", SMTP));
        all.add(allocated("smtp-4k", BATCH));
        for (String who : List.of(POP3, SMTP, BATCH)) {
            for (String load : List.of("5 × 20 MiB", "1 × 1 GiB")) {
                all.add(Target.atMost(
                        "heap, " + load + ", " + who,
                        32,
                        " MiB",
                        results -> figure(results, "heap", who, FigureNames.HEAP + load)));
            }
        }
        String many = "mailboxes-1000";
        String pollers = "pop3lite, pollThreads=16";
        all.add(Target.atMost(
                "1,000 mailboxes, pollThreads=16: platform threads",
                32,
                "",
                results -> figure(results, many, pollers, FigureNames.THREADS)));
        for (String name : List.of(FigureNames.RSS, FigureNames.CPU_PER_POLL)) {
            all.add(Target.atMost(
                            "1,000 mailboxes, pollThreads=16: " + name + ", of camel-mail's",
                            0.5,
                            "",
                            results -> ratio(
                                    figure(results, many, pollers, name), figure(results, many, CAMEL_MAIL, name)))
                    .boundBy(
                            RAW,
                            results ->
                                    ratio(figure(results, many, RAW, name), figure(results, many, CAMEL_MAIL, name))));
        }
        all.add(Target.atMost(
                "a mailbox of 200,000 messages: live heap over an idle context",
                64,
                " MiB",
                results -> figure(results, "growth", "pop3lite, 200,000", FigureNames.LIVE_HEAP)));
        for (String who : List.of(POP3, SMTP)) {
            all.add(Target.atMost(
                    "octets of jars beyond camel-core, " + who + ", of camel-mail's",
                    1,
                    "",
                    results -> ratio(
                            figure(results, "footprint", who, FigureNames.JARS),
                            figure(results, "footprint", CAMEL_MAIL, FigureNames.JARS))));
        }
        return List.copyOf(all);
    }

    private static void rates(
            List<Target> all, String scenario, String what, String who, double timesCamelMail, double ofRaw) {
        all.add(rate(scenario, what + ", against camel-mail", who, CAMEL_MAIL, timesCamelMail, TIMES));
        all.add(rate(scenario, what + ", of RAW", who, RAW, ofRaw, ""));
    }

    private static Target rate(String scenario, String what, String who, String other, double limit, String unit) {
        Target target = Target.atLeast(what, limit, unit, results -> ratio(results, scenario, who, other))
                .warmed(results -> ratio(results, scenario + "-warm", who, other));
        for (String bare : bareSockets(who, other)) {
            target = target.boundBy(bare, results -> ratio(results, scenario, bare, other));
        }
        return target;
    }

    /** From what has least to do to what has most. A batch is one exchange, so Camel leaves all of RAW. */
    private static List<String> bareSockets(String who, String other) {
        List<String> all =
                switch (who) {
                    case BATCH -> List.of(RAW, RAW_THAT_LOOKS + ", batch");
                    case SMTP -> List.of(RAW_ONE_BY_ONE, RAW_IN_A_ROUTE, RAW_THAT_LOOKS);
                    default -> List.of(RAW, RAW_IN_A_ROUTE);
                };
        return all.stream().filter(one -> !one.equals(other)).toList();
    }

    private static OptionalDouble ratio(Map<String, Table> results, String scenario, String who, String other) {
        return ratio(
                warm(results, scenario, who, TransferFigures.RATE),
                warm(results, scenario, other, TransferFigures.RATE));
    }

    private static Target allocated(String scenario, String who) {
        return Target.atMost(
                "allocated per message of 4 KiB beyond its octets, " + who,
                16,
                " KiB",
                results -> warm(results, scenario, who, TransferFigures.ALLOCATED));
    }

    private static OptionalDouble warm(
            Map<String, Table> results, String scenario, String who, TransferFigures figure) {
        return median(results, scenario, summary -> summary.warm(who, figure.of()));
    }

    private static OptionalDouble figure(Map<String, Table> results, String scenario, String who, String name) {
        return median(
                results,
                scenario,
                summary -> summary.warm(who, row -> row.figures().getOrDefault(name, Double.NaN)));
    }

    private static OptionalDouble median(
            Map<String, Table> results, String scenario, Function<Summary, Optional<Spread>> of) {
        Table table = results.get(scenario);
        if (table == null) {
            return OptionalDouble.empty();
        }
        Optional<Spread> spread = of.apply(new Summary(table.rows()));
        return spread.isPresent() ? OptionalDouble.of(spread.get().median()) : OptionalDouble.empty();
    }

    private static OptionalDouble ratio(OptionalDouble ours, OptionalDouble theirs) {
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
                : OptionalDouble.empty();
    }
}
