package io.maillite.testkit.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.RawClient;
import io.maillite.testkit.smtp.SinkServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SocksAndHttpProxyTest {

    /** The JDK's own SOCKS client is a judge that we did not write. */
    private static String greetingBySocks(Socks5Proxy proxy, String host, int port) throws IOException {
        Proxy socks = new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(proxy.host(), proxy.port()));
        try (Socket socket = new Socket(socks)) {
            socket.setSoTimeout(60_000);
            socket.connect(InetSocketAddress.createUnresolved(host, port), 60_000);
            return new String(socket.getInputStream().readNBytes(3), US_ASCII);
        }
    }

    @Test
    void socksPassesEverythingOn() throws IOException {
        try (SinkServer server = SinkServer.start();
                Socks5Proxy proxy = Socks5Proxy.start(ProxySettings.open());
                Socks5Proxy stub = Socks5Proxy.start(
                        ProxySettings.open().connectingTo(server.port()).answeringWithTheGreeting())) {
            assertThat(greetingBySocks(proxy, "127.0.0.1", server.port())).isEqualTo("220");
            assertThat(greetingBySocks(proxy, "localhost", server.port())).isEqualTo("220");
            assertThat(proxy.requests())
                    .containsExactly(
                            new ProxyRequest("127.0.0.1", server.port(), null),
                            new ProxyRequest("localhost", server.port(), null));
            assertThat(greetingBySocks(stub, "mail.example.invalid", 25)).isEqualTo("220");
            assertThat(stub.requests()).containsExactly(new ProxyRequest("mail.example.invalid", 25, null));
        }
    }

    @Test
    void socksAsksWhoItIs() throws IOException {
        ProxySettings settings = ProxySettings.open().credentials("user", "secret");
        Authenticator before = Authenticator.getDefault();
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("user", "secret".toCharArray());
            }
        });
        try (SinkServer server = SinkServer.start();
                Socks5Proxy proxy = Socks5Proxy.start(settings);
                Socks5Proxy wrong = Socks5Proxy.start(settings.failing(ProxyFailure.WRONG_CREDENTIALS))) {
            assertThat(greetingBySocks(proxy, "localhost", server.port())).isEqualTo("220");
            assertThat(proxy.requests()).containsExactly(new ProxyRequest("localhost", server.port(), "user"));
            assertThatThrownBy(() -> greetingBySocks(wrong, "localhost", server.port()))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("authentication failed");
        } finally {
            Authenticator.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ProxyFailure.class,
            names = {"UNREACHABLE", "FORBIDDEN", "UNKNOWN_AUTHENTICATION", "CLOSES", "GARBAGE", "ENDLESS"})
    void socksFailsAsItIsTold(ProxyFailure failure) throws IOException {
        try (Socks5Proxy proxy = Socks5Proxy.start(ProxySettings.open().failing(failure))) {
            assertThatThrownBy(() -> greetingBySocks(proxy, "localhost", 25)).isInstanceOf(IOException.class);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void httpPassesEverythingOn() throws IOException {
        try (SinkServer server = SinkServer.start();
                HttpProxy proxy = HttpProxy.start(
                        ProxySettings.open().credentials("user", "secret").answeringWithTheGreeting());
                RawClient stranger = new RawClient(proxy.port());
                RawClient client = new RawClient(proxy.port())) {
            String target = "localhost:" + server.port();
            assertThat(stranger.ask("CONNECT " + target + " HTTP/1.1\r\nHost: x\r\n"))
                    .contains(" 407 ");
            client.line(
                    "CONNECT " + target + " HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic dXNlcjpzZWNyZXQ=\r\n");
            assertThat(client.readSome())
                    .as("the answer and the greeting in one segment")
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n220 localhost ready\r\n");
            assertThat(client.ask("QUIT")).startsWith("221");
            assertThat(client.readAll()).isEmpty();
            assertThat(proxy.requests()).containsExactly(new ProxyRequest("localhost", server.port(), "user"));
        }
    }

    @Test
    void httpFailsAsItIsTold() throws IOException {
        assertThat(answerOfHttp(ProxyFailure.UNREACHABLE)).startsWith("HTTP/1.1 502 ");
        assertThat(answerOfHttp(ProxyFailure.FORBIDDEN)).startsWith("HTTP/1.1 403 ");
        assertThat(answerOfHttp(ProxyFailure.WRONG_CREDENTIALS))
                .startsWith("HTTP/1.1 407 ")
                .contains("Basic");
        assertThat(answerOfHttp(ProxyFailure.UNKNOWN_AUTHENTICATION))
                .startsWith("HTTP/1.1 407 ")
                .contains("Negotiate");
        assertThat(answerOfHttp(ProxyFailure.GARBAGE)).startsWith("\0");
        assertThat(answerOfHttp(ProxyFailure.CLOSES)).isEmpty();
        assertThat(answerOfHttp(ProxyFailure.ENDLESS)).hasSizeGreaterThan(100_000);
        try (HttpProxy proxy = HttpProxy.start(ProxySettings.open().failing(ProxyFailure.SILENT));
                RawClient client = new RawClient(proxy.port())) {
            client.line("CONNECT localhost:25 HTTP/1.1\r\n").socket().setSoTimeout(100);
            assertThatThrownBy(client::readLine).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** At most 200,000 octets of it. */
    private static String answerOfHttp(ProxyFailure failure) throws IOException {
        try (HttpProxy proxy = HttpProxy.start(ProxySettings.open().failing(failure));
                RawClient client = new RawClient(proxy.port())) {
            client.line("CONNECT localhost:25 HTTP/1.1\r\n").socket().setSoTimeout(500);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] octets = new byte[10_000];
            try {
                int count = client.socket().getInputStream().read(octets);
                while (count >= 0 && answer.size() < 200_000) {
                    answer.writeBytes(Arrays.copyOf(octets, count));
                    count = client.socket().getInputStream().read(octets);
                }
            } catch (IOException itsEnd) {
                // GARBAGE stays open, CLOSES may reset.
            }
            return answer.toString(US_ASCII);
        }
    }
}
