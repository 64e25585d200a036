package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.server.MemoryPop3;
import io.maillite.benchmarks.server.MemorySmtp;
import io.maillite.benchmarks.server.Server;
import java.io.IOException;

/** Which server. */
enum Place {
    /** One of ours. */
    MEMORY;

    /** What it adds to the name of a scenario. */
    String suffix() {
        return "";
    }

    String title(Protocol protocol) {
        return "in-memory server";
    }

    Server open(Protocol protocol, Bench bench) throws IOException {
        return protocol == Protocol.POP3 ? new MemoryPop3(bench.servers()) : new MemorySmtp(bench.servers());
    }
}
