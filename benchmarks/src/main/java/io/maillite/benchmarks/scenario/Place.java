package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.server.Dovecot;
import io.maillite.benchmarks.server.Installed;
import io.maillite.benchmarks.server.MemoryPop3;
import io.maillite.benchmarks.server.MemorySmtp;
import io.maillite.benchmarks.server.Server;
import io.maillite.benchmarks.server.SmtpSink;
import java.io.IOException;

/** Which server. */
enum Place {
    /** One of ours, in memory. */
    MEMORY,
    /** Dovecot or smtp-sink. */
    REAL;

    String title(Protocol protocol) {
        return this == MEMORY ? "in-memory server" : protocol == Protocol.POP3 ? "Dovecot" : "smtp-sink";
    }

    /** What it adds to the name of a scenario. */
    String suffix(Protocol protocol) {
        return this == MEMORY ? "" : protocol == Protocol.POP3 ? "-dovecot" : "-sink";
    }

    boolean isInstalled(Protocol protocol) {
        return this == MEMORY
                || Installed.find(protocol == Protocol.POP3 ? Dovecot.PROGRAM : SmtpSink.PROGRAM)
                        .isPresent();
    }

    Server open(Protocol protocol, Bench bench) throws IOException {
        if (this == REAL) {
            return protocol == Protocol.POP3 ? new Dovecot() : new SmtpSink();
        }
        return protocol == Protocol.POP3 ? new MemoryPop3(bench.servers()) : new MemorySmtp(bench.servers());
    }
}
