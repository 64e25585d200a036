package io.maillite.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Protocol;
import io.maillite.benchmarks.load.Task;
import io.maillite.benchmarks.server.InMemory;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every peer does what it is measured by: all messages gone, or all there. In clear and under TLS. */
class PeersTest {
    private static final Load LOAD = new Load(40, 4096);

    private static InMemory servers;

    @BeforeAll
    static void start() throws IOException {
        servers = new InMemory();
    }

    @AfterAll
    static void stop() {
        servers = null;
    }

    @ParameterizedTest
    @EnumSource
    void carriesEveryMessage(Peers peer) throws Exception {
        carries(peer, false);
    }

    @ParameterizedTest
    @EnumSource
    void carriesEveryMessageUnderTls(Peers peer) throws Exception {
        carries(peer, true);
    }

    private static void carries(Peers peer, boolean tls) throws Exception {
        String account = LOAD.code() + "-" + peer.name() + tls;
        long before = servers.received();
        Task task = new Task("localhost", servers.port(peer.protocol(), tls), tls, account, LOAD);
        boolean drains = peer.protocol() == Protocol.POP3;
        int runs = drains ? 1 : 2;
        try (Peer.Work work = peer.peer().prepare(task)) {
            for (int run = 1; run <= runs; run++) {
                assertThat(work.run()).isBetween(LOAD.octets() * 9 / 10, LOAD.octets() * 11 / 10);
            }
        }
        if (drains) {
            assertThat(servers.left(account)).isZero();
        } else {
            assertThat(servers.received() - before).isEqualTo(runs * LOAD.messages());
        }
    }
}
