package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.peer.Peers;
import io.maillite.benchmarks.report.FigureNames;
import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The smallest heap with which large mail still passes.
 *
 * @param who is asked to
 */
record Heap(String id, String title, List<Peers> who) implements Scenario {
    private static final List<Load> LOADS = List.of(new Load(5, 20 << 20), new Load(1, 1 << 30));
    private static final int[] LADDER = {16, 24, 32, 48, 64, 128, 256};
    private static final int LARGEST = 512;

    @Override
    public List<String> peers() {
        return who.stream().map(Peers::title).toList();
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Peers peer : who) {
            if (!bench.options().wants(peer.title())) {
                continue;
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            List<String> notes = new ArrayList<>();
            try (Server server = Place.MEMORY.open(peer.protocol(), bench)) {
                for (Load load : bench.options().quick() ? LOADS.subList(0, 1) : LOADS) {
                    Transport transport = new Transport(server, server.port(false), false, load);
                    String failure = failure(bench, peer, transport, LARGEST);
                    if (failure.isEmpty()) {
                        figures.put(FigureNames.HEAP + load, (double) smallest(bench, peer, transport));
                    } else {
                        notes.add(load + " does not pass with " + LARGEST + " MiB: " + failure);
                    }
                }
            }
            String name = peer.title() + (peer.name().startsWith("POP3") ? " in" : " out");
            rows.add(new Row(named(peer, name), 1, 1, figures, String.join("; ", notes)));
        }
        return rows;
    }

    /** Ours have a name for each direction already. */
    private static String named(Peers peer, String name) {
        return switch (peer) {
            case POP3LITE, SMTPLITE, SMTPLITE_BATCH -> peer.title();
            default -> name;
        };
    }

    /** Where the largest is enough. */
    private int smallest(Bench bench, Peers peer, Transport transport) throws Exception {
        for (int heap : LADDER) {
            if (failure(bench, peer, transport, heap).isEmpty()) {
                return heap;
            }
        }
        return LARGEST;
    }

    /** Nothing if it passes. */
    private String failure(Bench bench, Peers peer, Transport transport, int heap) throws Exception {
        Options options = bench.options();
        List<String> flags = new ArrayList<>(options.jvm());
        flags.removeIf(flag -> flag.startsWith("-Xmx"));
        flags.add("-Xmx" + heap + "m");
        Options small = options.forOneRun(flags, Duration.ofMinutes(2));
        List<Row> rows = new JvmContender(peer).run(bench.with(small), transport, id + "-" + heap + "m", 1);
        String failure =
                rows.stream().filter(Row::failed).map(Row::note).findFirst().orElse("");
        bench.say("    -Xmx%dm, %s: %s", heap, transport.load(), failure.isEmpty() ? "passes" : failure);
        return failure;
    }
}
