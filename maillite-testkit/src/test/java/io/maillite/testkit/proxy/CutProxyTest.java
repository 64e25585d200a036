package io.maillite.testkit.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.RawClient;
import io.maillite.testkit.proxy.Cut.How;
import io.maillite.testkit.smtp.SinkServer;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class CutProxyTest {
    private static final String GREETING = "220 localhost ready\r\n";

    @Test
    void cutsWhatTheServerSaysAtEveryOctet() throws IOException {
        try (SinkServer server = SinkServer.start();
                CutProxy line = CutProxy.to(server.port())) {
            for (int k = 0; k <= GREETING.length(); k++) {
                line.cutNext(Cut.toClientAfter(k, How.CLOSE));
                try (RawClient client = new RawClient(line.port())) {
                    assertThat(new String(client.readAll(), US_ASCII)).isEqualTo(GREETING.substring(0, k));
                    assertThat(line.lines().get(k).octets(Direction.TO_CLIENT)).isEqualTo(k);
                    assertThat(line.lines().get(k).isBroken()).isTrue();
                }
            }
        }
    }

    @Test
    void cutsWhatTheClientSaysAtEveryOctetAndTheServerGetsNoMore() throws Exception {
        String message = "MAIL FROM:<>\r\nRCPT TO:<a@b>\r\nBDAT 1 LAST\r\nx";
        try (SinkServer server = SinkServer.start();
                CutProxy line = CutProxy.to(server.port())) {
            int greeted = "EHLO me\r\n".length();
            for (int k = 0; k < message.length(); k++) {
                line.cutNext(Cut.toServerAfter(greeted + k, How.RESET));
                try (RawClient client = new RawClient(line.port())) {
                    client.line("EHLO me");
                    client.write(message);
                    client.readAll();
                } catch (IOException reset) {
                    // By then or a little later; what the server got is what counts.
                }
                assertThat(line.lines().get(k).octets(Direction.TO_SERVER)).isEqualTo(greeted + k);
            }
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void laterConnectionsPassUnlessEveryOneIsCut() throws IOException {
        try (SinkServer server = SinkServer.start();
                CutProxy line = CutProxy.to(server.port()).cutNext(Cut.toClientAfter(3, How.RESET))) {
            try (RawClient client = new RawClient(line.port())) {
                assertThatThrownBy(() -> client.readAll()).isInstanceOf(SocketException.class);
            }
            try (RawClient client = new RawClient(line.port())) {
                assertThat(client.readLine()).startsWith("220");
                assertThat(client.ask("QUIT")).startsWith("221");
                assertThat(client.readAll()).isEmpty();
                assertThat(line.octets(Direction.TO_SERVER)).isEqualTo("QUIT\r\n".length());
            }
            line.cutEvery(Cut.toServerAfter(2, How.CLOSE));
            for (int i = 0; i < 2; i++) {
                try (RawClient client = new RawClient(line.port())) {
                    client.readLine();
                    assertThat(client.line("QUIT").endsWithoutAnswer()).isTrue();
                }
            }
        }
    }

    @Test
    void aLineMayStallOrBreakAtAnyMoment() throws IOException {
        try (SinkServer server = SinkServer.start();
                CutProxy line = CutProxy.to(server.port()).cutNext(Cut.toServerAfter(6, How.STALL))) {
            try (RawClient client = new RawClient(line.port())) {
                client.readLine();
                client.line("NOOP").line("NOOP");
                client.socket().setSoTimeout(100);
                assertThatThrownBy(() -> {
                            client.readLine();
                            client.readLine();
                        })
                        .isInstanceOf(SocketTimeoutException.class);
                assertThat(line.octets(Direction.TO_SERVER)).isEqualTo(6);
            }
            try (RawClient client = new RawClient(line.port())) {
                client.readLine();
                line.cutNow(How.CLOSE);
                assertThat(client.readAll()).isEmpty();
            }
        }
    }
}
