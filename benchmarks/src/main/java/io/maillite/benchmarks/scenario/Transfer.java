package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.server.Server;
import java.util.ArrayList;
import java.util.List;

/**
 * Mail is carried, by each peer in turn, round by round.
 *
 * @param load what
 * @param place the server
 * @param roundTrip how far away it is, in milliseconds
 * @param tls whether under TLS
 */
record Transfer(String id, Protocol protocol, Load load, Place place, int roundTrip, boolean tls) implements Scenario {
    @Override
    public String title() {
        return protocol + " " + load + ", " + place.title(protocol) + (roundTrip > 0 ? ", " + roundTrip + " ms" : "")
                + (tls ? ", TLS" : "");
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        Options options = bench.options();
        List<Contender> contenders = Contender.of(protocol).stream()
                .filter(contender -> options.wants(contender.name()))
                .toList();
        List<Row> rows = new ArrayList<>();
        try (Server server = place.open(protocol, bench)) {
            int port = server.port(tls);
            if (roundTrip > 0) {
                port = DelayedPort.open(bench, port, roundTrip);
            }
            Transport transport = new Transport(server, port, tls, options.quick() ? quick() : load);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Contender contender : contenders) {
                    rows.addAll(contender.run(bench, transport, id, round));
                }
            }
        }
        return rows;
    }

    private Load quick() {
        return load.ofMessages(Math.max(2, load.messages() / 10));
    }
}
