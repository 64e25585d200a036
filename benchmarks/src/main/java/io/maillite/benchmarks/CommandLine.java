package io.maillite.benchmarks;

import static java.util.stream.Collectors.toCollection;

import io.maillite.benchmarks.scenario.Options;
import io.maillite.benchmarks.scenario.Scenario;
import io.maillite.benchmarks.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param scenarios to measure
 * @param options how
 * @param list whether to say only what there is
 * @param help whether to say only how to ask
 */
record CommandLine(List<Scenario> scenarios, Options options, boolean list, boolean help) {
    private static final int RUNS = 3;
    private static final int ROUNDS = 5;

    static final String HELP = """
            benchmarks/run [option…] [scenario…]

            Measures these scenarios, or all. A scenario's name may end in * (pop3-*);
            "targets" are those that the targets speak of, with the peers that they speak of; what comes of it is not kept.
            "jmh [argument…]" measures the hot loops instead.

              --list            the scenarios there are
              --rounds N        rounds of each peer (5); fewer are not kept
              --runs N          runs in each JVM, of which the first is the cold one (3); other values are not kept
              --peers A,B       these peers alone, by the names of the tables; what comes of it is printed and not kept
              --quick           a tenth of the messages, one round; not kept either
              --budget SECONDS  a peer that has used so much in a scenario has no more turns in it, once it
                                had two (3600; 100 for "targets")
              --cap SECONDS     a process that takes longer is ended (300)
              --jvm FLAGS       flags of the measured JVMs; other values are not kept
            """;

    static CommandLine of(String... arguments) {
        int rounds = 0;
        int runs = RUNS;
        boolean quick = false;
        boolean targets = false;
        @Nullable Duration budget = null;
        boolean list = false;
        boolean help = false;
        Duration cap = Duration.ofMinutes(5);
        List<String> jvm = Options.JVM;
        List<String> peers = List.of();
        List<Scenario> scenarios = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--list" -> list = true;
                case "--help", "-h" -> help = true;
                case "--quick" -> quick = true;
                case "--rounds" -> rounds = Integer.parseInt(value(arguments, ++i));
                case "--runs" -> runs = Integer.parseInt(value(arguments, ++i));
                case "--peers" -> peers = peers(value(arguments, ++i));
                case "--cap" -> cap = Duration.ofSeconds(Long.parseLong(value(arguments, ++i)));
                case "--budget" -> budget = Duration.ofSeconds(Long.parseLong(value(arguments, ++i)));
                case "--jvm" -> jvm = List.of(value(arguments, ++i).split(" "));
                case "targets" -> targets = true;
                default -> scenarios.addAll(named(arguments[i]));
            }
        }
        boolean measuredAsAlways = runs == RUNS && (rounds == 0 || rounds >= ROUNDS) && jvm.equals(Options.JVM);
        boolean keeps = measuredAsAlways && peers.isEmpty() && !quick && !targets;
        if (targets) {
            scenarios.addAll(Scenarios.targets());
            peers = peers.isEmpty() ? Scenarios.PEERS_OF_TARGETS : peers;
        }
        if (budget == null) {
            budget = targets ? Duration.ofSeconds(100) : Duration.ofHours(1);
        }
        if (scenarios.isEmpty()) {
            scenarios.addAll(Scenarios.all());
        }
        if (rounds == 0) {
            rounds = quick ? 1 : ROUNDS;
        }
        Options options = new Options(rounds, runs, cap, budget, jvm, peers, quick, keeps, Path.of("target"));
        return new CommandLine(scenarios, options, list, help);
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
        }
        return arguments[at];
    }

    /** Between commas, some of which are part of a name. */
    private static List<String> peers(String value) {
        Set<String> known = Scenarios.all().stream()
                .flatMap(scenario -> scenario.peers().stream())
                .collect(toCollection(TreeSet::new));
        List<String> peers = new ArrayList<>();
        String rest = value;
        do {
            String left = rest;
            String peer = known.stream()
                    .filter(name -> left.equals(name) || left.startsWith(name + ","))
                    .max(Comparator.comparing(String::length))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no peer " + left + "; there are:\n  " + String.join("\n  ", known)));
            peers.add(peer);
            rest = rest.substring(Math.min(rest.length(), peer.length() + 1)).strip();
        } while (!rest.isEmpty());
        return peers;
    }

    private static List<Scenario> named(String name) {
        boolean prefix = name.endsWith("*");
        String start = prefix ? name.substring(0, name.length() - 1) : name;
        List<Scenario> found = Scenarios.all().stream()
                .filter(scenario ->
                        prefix ? scenario.id().startsWith(start) : scenario.id().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no scenario " + name + ": see --list");
        }
        return found;
    }
}
