package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.wire.MailConnectionException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DialerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(400);

    @Test
    void aClosedPortIsNamed() throws Exception {
        int port = closedPort();
        assertFails(
                () -> new Dialer(LONG, null).dial(new ServerAddress("localhost", port)),
                Reason.NOT_CONNECTED,
                "localhost:" + port + ": cannot connect");
    }

    @Test
    void anUnknownHostIsNamed() {
        // a name with an empty label: nobody is asked for it
        assertFails(
                () -> new Dialer(LONG, null).dial(new ServerAddress("mail..invalid", 110)),
                Reason.NOT_CONNECTED,
                "mail..invalid:110: no address is known for this host");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void eachAddressOfAHostIsTried() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, address("127.0.0.1"));
                Socket socket = new Dialer(LONG, null)
                        .dial(
                                new ServerAddress("two.example.org", server.getLocalPort()),
                                address("127.0.0.2"),
                                address("127.0.0.1"))) {
            assertThat(socket.getInetAddress()).isEqualTo(address("127.0.0.1"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSilentAddressDoesNotStarveTheNextOne() throws Exception {
        try (FullServer silent = new FullServer("127.0.0.2", 0);
                ServerSocket server = new ServerSocket(silent.port(), 5, address("127.0.0.1"));
                Socket socket = new Dialer(LONG.dividedBy(20), null)
                        .dial(
                                new ServerAddress("two.example.org", server.getLocalPort()),
                                address("127.0.0.2"),
                                address("127.0.0.1"))) {
            assertThat(socket.getInetAddress()).isEqualTo(address("127.0.0.1"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aServerThatDoesNotAnswerIsAConnectTimeOut() throws Exception {
        try (FullServer silent = new FullServer("127.0.0.1", 0)) {
            ServerAddress server = new ServerAddress("127.0.0.1", silent.port());
            assertFails(
                    () -> new Dialer(SHORT, null).dial(server),
                    Reason.CONNECT_TIMEOUT,
                    "no connection within the connect time-out of 400 ms");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLocalAddressIsWhereWeConnectFrom() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, address("127.0.0.1"));
                Socket ours =
                        new Dialer(LONG, "127.0.0.3").dial(new ServerAddress("127.0.0.1", server.getLocalPort()));
                Socket theirs = server.accept()) {
            assertThat(theirs.getInetAddress()).isEqualTo(address("127.0.0.3"));
            assertThat(ours.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void aLocalAddressThatIsNotOursIsNamed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, address("127.0.0.1"))) {
            assertFails(
                    () -> new Dialer(LONG, "192.0.2.1").dial(new ServerAddress("127.0.0.1", server.getLocalPort())),
                    Reason.NOT_CONNECTED,
                    "cannot connect from 192.0.2.1");
        }
    }

    static int closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, address("127.0.0.1"))) {
            return server.getLocalPort();
        }
    }

    private static InetAddress address(String literal) throws IOException {
        return InetAddress.getByName(literal);
    }

    private static void assertFails(ThrowingCallable dial, Reason reason, String message) {
        assertThatThrownBy(dial).isInstanceOfSatisfying(MailConnectionException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasMessageContaining(message);
        });
    }

    /** A server that accepts nobody and whose queue is full: Linux then answers no one. */
    private static final class FullServer implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> queue = new ArrayList<>();

        FullServer(String address, int port) throws IOException {
            server = new ServerSocket(port, 1, address(address));
            while (join()) {
                // one more
            }
        }

        int port() {
            return server.getLocalPort();
        }

        private boolean join() throws IOException {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 300);
                return true;
            } catch (SocketTimeoutException full) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : queue) {
                socket.close();
            }
            server.close();
        }
    }
}
