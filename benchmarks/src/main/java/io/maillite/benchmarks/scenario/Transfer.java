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
    public List<String> peers() {
        return Contender.of(protocol).stream().map(Contender::name).toList();
    }

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        if (!place.isInstalled(protocol)) {
            bench.say("  %s is not installed", place.title(protocol));
            return List.of(Row.failed(place.title(protocol), 0, "not installed"));
        }
        Options options = bench.options();
        try (Server server = place.open(protocol, bench)) {
            return roundTrip == 0
                    ? turns(bench, transport(server, server.port(tls), options))
                    : far(bench, server, DelayedPort.open(bench, server.port(tls), roundTrip));
        }
    }

    /** The line is measured before and after; what was measured after stands with each run. */
    private List<Row> far(Bench bench, Server server, DelayedPort line) throws Exception {
        line.measured(bench);
        List<Row> rows = turns(bench, transport(server, line.port(), bench.options()));
        double measured = line.measured(bench);
        return rows.stream().map(row -> row.with(ROUND_TRIP, measured)).toList();
    }

    private Transport transport(Server server, int port, Options options) {
        return new Transport(server, port, tls, options.quick() ? quick() : load);
    }

    private List<Row> turns(Bench bench, Transport transport) throws Exception {
        return new Turns(bench.options())
                .of(
                        Contender.of(protocol),
                        Contender::name,
                        (contender, round) -> contender.run(bench, transport, id, round));
    }

    private Load quick() {
        return load.ofMessages(Math.max(2, load.messages() / 10));
    }
}
