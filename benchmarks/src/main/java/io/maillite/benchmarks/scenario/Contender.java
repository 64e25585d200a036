package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.peer.Peers;
import io.maillite.benchmarks.report.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who takes part in the turns: a peer in a JVM, or a tool. */
interface Contender {
    /** What tables call it. */
    String name();

    /** One turn: a process with one run or more. */
    List<Row> run(Bench bench, Transport transport, String scenario, int round)
            throws IOException, InterruptedException;

    /** All that speak this. */
    static List<Contender> of(Protocol protocol) {
        List<Contender> all = new ArrayList<>();
        Peers.of(protocol).forEach(peer -> all.add(new JvmContender(peer)));
        Arrays.stream(Tool.values())
                .filter(tool -> tool.protocol() == protocol)
                .forEach(tool -> all.add(new ToolContender(tool)));
        return all;
    }
}
