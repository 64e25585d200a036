package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.report.Kind;
import io.maillite.benchmarks.report.Row;
import io.maillite.benchmarks.server.Server;
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
    private static final String ROUND_TRIP = "round_trip_ms";

    @Override
    public String title() {
        return protocol + " " + load + ", " + place.title(protocol) + (roundTrip > 0 ? ", " + roundTrip + " ms" : "")
                + (tls ? ", TLS" : "");
    }

    @Override
    public Kind kind() {
        return Kind.TRANSFER;
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        if (!place.isInstalled(protocol)) {
            bench.say("  %s is not installed", place.title(protocol));
            return List.of(Row.failed(place.title(protocol), 0, "not installed"));
        }
        Options options = bench.options();
        try (Server server = place.open(protocol, bench)) {
            DelayedPort port = roundTrip > 0
                    ? DelayedPort.open(bench, server.port(tls), roundTrip)
                    : new DelayedPort(server.port(tls), 0);
            Transport transport = new Transport(server, port.port(), tls, options.quick() ? quick() : load);
            List<Row> rows = new Turns(options, options.rounds())
                    .of(
                            Contender.of(protocol),
                            Contender::name,
                            (contender, round) -> contender.run(bench, transport, id, round));
            return roundTrip > 0
                    ? rows.stream()
                            .map(row -> row.with(ROUND_TRIP, port.roundTrip()))
                            .toList()
                    : rows;
        }
    }

    private Load quick() {
        return load.ofMessages(Math.max(2, load.messages() / 10));
    }
}
