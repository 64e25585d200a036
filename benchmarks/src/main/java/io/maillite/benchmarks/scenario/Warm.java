package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.report.Kind;
import io.maillite.benchmarks.report.Row;
import java.util.List;

/**
 * The same with so many runs in a JVM that its compilers are done when it counts: beside the usual three runs it tells
 * how much of a figure is theirs.
 *
 * @param transfer the same
 * @param runs of a JVM
 */
record Warm(Transfer transfer, int runs) implements Scenario {
    /** So many of them count. */
    private static final int LAST = 10;

    /** It says something of this project, and the limit; others would take long. */
    private static final List<String> PEERS = List.of(
            "pop3lite",
            "smtplite",
            "smtplite batch",
            "maillite-client",
            "maillite-client batch",
            "RAW in a route",
            "RAW that looks",
            "RAW that looks, batch",
            "RAW one by one",
            "RAW");

    @Override
    public String id() {
        return transfer.id() + "-warm";
    }

    @Override
    public String title() {
        return transfer.title() + ", runs " + (runs - LAST + 1) + " to " + runs + " of each JVM";
    }

    @Override
    public Kind kind() {
        return transfer.kind();
    }

    @Override
    public List<String> peers() {
        return PEERS;
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        Options options = bench.options();
        List<String> peers = PEERS.stream().filter(options::wants).toList();
        if (peers.isEmpty()) {
            return List.of(); // to want nobody in particular would be to want everybody
        }
        return transfer.measure(bench.with(options.of(peers, runs))).stream()
                .filter(row -> row.failed() || row.run() == 1 || row.run() > runs - LAST)
                .toList();
    }
}
