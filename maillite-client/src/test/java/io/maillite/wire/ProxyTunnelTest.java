package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.Peer;
import io.maillite.testkit.script.Dialogue;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailConnectionException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy is a dialogue, and so is the server behind it, on the same connection. */
class ProxyTunnelTest {
    private static final String CONNECT = """
            C: CONNECT mail.example.org:995 HTTP/1.1
            C: Host: mail.example.org:995
            C:
            """;

    // ---- SOCKS 5

    @Test
    void socksConnectsByName() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start("""
                        C= \\x05\\x01\\x00
                        S= \\x05\\x00
                        C= \\x05\\x01\\x00\\x03\\x10mail.example.org\\x03\\xe3
                        S= \\x05\\x00\\x00\\x01\\x7f\\x00\\x00\\x01\\x00\\x00
                        S: +OK said at once
                        C: QUIT
                        """);
                Connection connection = open(socks(proxy), "mail.example.org")) {
            assertThat(connection.server().toString()).isEqualTo("mail.example.org:995");
            assertThat(connection.readLine()).isEqualTo("+OK said at once");
            connection.writeLine(CommandLine.of("QUIT"));
            connection.flush();
            proxy.verify();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, \\x01\\xc0\\x00\\x02\\x01",
        "2001:db8::1, \\x04\\x20\\x01\\x0d\\xb8\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01"
    })
    void socksConnectsByAddress(String host, String address) throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start("""
                        C= \\x05\\x01\\x00
                        S= \\x05\\x00
                        C= \\x05\\x01\\x00%s\\x03\\xe3
                        S= \\x05\\x00\\x00\\x03\\x04host\\x00\\x00
                        S: +OK
                        """.formatted(address));
                Connection connection = open(socks(proxy), host)) {
            assertThat(connection.readLine()).isEqualTo("+OK");
        }
    }

    @Test
    void socksLogsInByUsernameAndPassword() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start("""
                        C= \\x05\\x02\\x00\\x02
                        S= \\x05\\x02
                        C= \\x01\\x02me\\x04hush
                        S= \\x01\\x00
                        C= \\x05\\x01\\x00\\x03\\x10mail.example.org\\x03\\xe3
                        S= \\x05\\x00\\x00\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00
                        S: +OK
                        """);
                Connection connection = open(socks(proxy, "me", "hush"), "mail.example.org")) {
            assertThat(connection.readLine()).isEqualTo("+OK");
        }
    }

    @Test
    void socksMayDoWithoutTheLogin() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start("""
                        C= \\x05\\x02\\x00\\x02
                        S= \\x05\\x00
                        C= \\x05\\x01\\x00\\x03\\x10mail.example.org\\x03\\xe3
                        S= \\x05\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00
                        S: +OK
                        """);
                Connection connection = open(socks(proxy, "me", "hush"), "mail.example.org")) {
            assertThat(connection.readLine()).isEqualTo("+OK");
        }
    }

    @Test
    void socksRefusesTheLogin() {
        assertRefused("""
                C= \\x05\\x02\\x00\\x02
                S= \\x05\\x02
                C= \\x01\\x02me\\x04hush
                S= \\x01\\x01
                -- client closes
                """, true, "refused the login: check proxyUsername and proxyPassword");
    }

    @Test
    void socksWantsALogin() {
        assertRefused("""
                C= \\x05\\x01\\x00
                S= \\x05\\xff
                -- client closes
                """, false, "it wants a login: set proxyUsername and proxyPassword");
    }

    @Test
    void socksTakesNoneOfOurMethods() {
        assertRefused("""
                C= \\x05\\x02\\x00\\x02
                S= \\x05\\xff
                -- client closes
                """, true, "it takes no username and password");
    }

    @ParameterizedTest
    @CsvSource({
        "01, general failure",
        "02, its rules do not allow the connection",
        "03, network unreachable",
        "04, host unreachable",
        "05, the server refused the connection",
        "06, the time to live expired",
        "5b, error 91"
    })
    void socksSaysWhyItDoesNotConnect(String code, String reason) {
        assertRefused("""
                C= \\x05\\x01\\x00
                S= \\x05\\x00
                C= \\x05\\x01\\x00\\x03\\x10mail.example.org\\x03\\xe3
                S= \\x05\\x%s\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00
                -- client closes
                """.formatted(code), false, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\\r\\n\\r\\n", "\\x04\\x5a", "+OK ready\\r\\n"})
    void whatDoesNotSpeakSocksIsNamed(String answer) {
        try (ScriptedServer proxy = ScriptedServer.start("C= \\x05\\x01\\x00\nS= " + answer + "\n-- client closes\n")) {
            assertThatThrownBy(() -> open(socks(proxy), "mail.example.org"))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("something that is not SOCKS 5")
                    .hasMessageContaining("Check proxyType");
            proxy.verify();
        }
    }

    @Test
    void socksWithAnAddressOfAnUnknownType() {
        try (ScriptedServer proxy = ScriptedServer.start("""
                C= \\x05\\x01\\x00
                S= \\x05\\x00
                -- read 23
                S= \\x05\\x00\\x00\\x07
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(socks(proxy), "mail.example.org"))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("an address of the unknown type 7");
        }
    }

    @Test
    void aNameTooLongForSocksIsRefusedBeforeItIsSent() {
        try (ScriptedServer proxy = ScriptedServer.start("""
                C= \\x05\\x01\\x00
                S= \\x05\\x00
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(socks(proxy), "x".repeat(256)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("longer than the 255 octets");
            proxy.verify();
        }
    }

    // ---- HTTP

    @Test
    void httpConnects() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start(CONNECT + """
                        S: HTTP/1.1 200 Connection established
                        S: Via: a proxy
                        S:
                        S: +OK said at once
                        """);
                Connection connection = open(http(proxy, null, null), "mail.example.org")) {
            assertThat(connection.readLine()).isEqualTo("+OK said at once");
        }
    }

    @Test
    void httpLogsInAndConnectsToAnIpv6Address() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start("""
                        C: CONNECT [2001:db8::1]:995 HTTP/1.1
                        C: Host: [2001:db8::1]:995
                        C: Proxy-Authorization: Basic bWU6aHVzaA==
                        C:
                        S: HTTP/1.0 204
                        S:
                        S: +OK
                        """);
                Connection connection = open(http(proxy, "me", "hush"), "2001:db8::1")) {
            assertThat(connection.readLine()).isEqualTo("+OK");
        }
    }

    @Test
    void httpRefusesTheLoginAndRepeatsIt() {
        try (ScriptedServer proxy = ScriptedServer.start("""
                C: CONNECT mail.example.org:995 HTTP/1.1
                C: Host: mail.example.org:995
                C: Proxy-Authorization: Basic bWU6aHVzaA==
                C:
                S: HTTP/1.1 407 hush bWU6aHVzaA== is wrong
                S:
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(http(proxy, "me", "hush"), "mail.example.org"))
                    .isInstanceOf(MailConnectionException.class)
                    .hasMessageContaining("407 *** *** is wrong: check proxyUsername and proxyPassword");
            proxy.verify();
        }
    }

    @Test
    void httpSaysWhyItDoesNotConnect() {
        try (ScriptedServer proxy = ScriptedServer.start(CONNECT + """
                S: HTTP/1.1 502 Bad Gateway
                S:
                -- client closes
                """)) {
            assertThatThrownBy(() -> open(http(proxy, null, null), "mail.example.org"))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
                        assertThat(e)
                                .hasMessageContaining("mail.example.org:995")
                                .hasMessageContaining("HTTP/1.1 502 Bad Gateway");
                    });
            proxy.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK ready\\r\\n\\r\\n", "HTTP/1.1 OK\\r\\n\\r\\n", "\\r\\n\\r\\n", "HTTP/1.1\\r\\n\\r\\n"})
    void whatDoesNotSpeakHttpIsNamed(String answer) {
        try (ScriptedServer proxy = ScriptedServer.start(CONNECT + "S= " + answer + "\n-- client closes\n")) {
            assertThatThrownBy(() -> open(http(proxy, null, null), "mail.example.org"))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("something that is not HTTP");
            proxy.verify();
        }
    }

    @Test
    void aHeadWithoutAnEndIsBounded() {
        Dialogue endless = Dialogue.script()
                .play(CONNECT)
                .sendRepeated("X-More: and more\r\n".getBytes(StandardCharsets.US_ASCII), 17 * 1024)
                .clientCloses()
                .build();
        try (ScriptedServer proxy = ScriptedServer.start(endless)) {
            assertThatThrownBy(() -> open(http(proxy, null, null), "mail.example.org"))
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("a head of more than 16384 octets");
        }
    }

    // ---- both

    @Test
    void aProxyThatSaysNothingIsAConnectTimeOut() {
        try (ScriptedServer proxy = ScriptedServer.start("-- silence\n")) {
            assertThatThrownBy(() -> Connection.open(
                            settings(socks(proxy), "mail.example.org").withConnectTimeout(Duration.ofMillis(300)),
                            new Trace("test", Trace.NONE)))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
                        assertThat(e).hasMessageContaining("did not open a tunnel within 300 ms");
                    });
        }
    }

    /** Each octet comes in time, and all of them do not. */
    @ParameterizedTest
    @EnumSource(ProxySettings.Type.class)
    void aProxyThatDripsIsAConnectTimeOutToo(ProxySettings.Type type) throws Exception {
        byte[] answer =
                switch (type) {
                    case HTTP -> "HTTP/1.1 200 it takes its time".getBytes(StandardCharsets.US_ASCII);
                    case SOCKS5 -> new byte[] {5, 0, 5, 0, 0, 3, 127};
                };
        try (Peer proxy = Peer.start(client -> {
            for (int i = 0; ; i++) { // until the client has gone
                client.getOutputStream().write(i < answer.length ? answer[i] : 'x');
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        })) {
            ProxySettings settings = new ProxySettings(type, new ServerAddress("127.0.0.1", proxy.port()), null, null);
            assertThatThrownBy(() -> Connection.open(
                            settings(settings, "mail.example.org").withConnectTimeout(Duration.ofMillis(300)),
                            new Trace("test", Trace.NONE)))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
                        assertThat(e).hasMessageContaining("did not open a tunnel within 300 ms");
                    });
        }
    }

    @Test
    void aProxyThatClosesIsNoConnection() {
        try (ScriptedServer proxy = ScriptedServer.start("S= \\x05\n-- close\n")) {
            assertThatThrownBy(() -> open(socks(proxy), "mail.example.org"))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
                        assertThat(e).hasMessageContaining("it closed the connection");
                    });
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        int port = DialerTest.closedPort();
        ProxySettings nobody =
                new ProxySettings(ProxySettings.Type.HTTP, new ServerAddress("localhost", port), null, null);
        assertThatThrownBy(() -> open(nobody, "mail.example.org"))
                .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
                    assertThat(e)
                            .hasMessageContaining("mail.example.org:995")
                            .hasMessageContaining("HTTP proxy localhost:" + port + " cannot be reached");
                });
    }

    @Test
    void tlsIsWithTheServerBehindTheProxy() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start(CONNECT + """
                        S: HTTP/1.1 200 OK
                        S:
                        -- starttls wrong-host
                        S: +OK under TLS
                        """);
                Connection connection = Connection.open(
                        settings(http(proxy, null, null), "mail.example.org")
                                .withTls(TlsMode.IMPLICIT)
                                .withSslContext(TestTls.clientContext()),
                        new Trace("test", Trace.NONE))) {
            assertThat(connection.readLine()).isEqualTo("+OK under TLS");
            assertThat(proxy.connection(0).serverName()).isEqualTo("mail.example.org");
        }
    }

    @Test
    void aProxyShowsNoPassword() {
        ProxySettings proxy = new ProxySettings(
                ProxySettings.Type.SOCKS5, new ServerAddress("proxy.example.org", 1080), "me", "hush");
        assertThat(proxy.toString()).isEqualTo("SOCKS5 proxy proxy.example.org:1080");
        assertThat(settings(proxy, "mail.example.org").toString()).doesNotContain("hush");
    }

    private static void assertRefused(String dialogue, boolean login, String reason) {
        try (ScriptedServer proxy = ScriptedServer.start(dialogue)) {
            ProxySettings settings = login ? socks(proxy, "me", "hush") : socks(proxy);
            assertThatThrownBy(() -> open(settings, "mail.example.org"))
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
                        assertThat(e)
                                .hasMessageContaining("mail.example.org:995")
                                .hasMessageContaining("SOCKS5 proxy")
                                .hasMessageContaining(reason)
                                .hasMessageNotContaining("hush");
                    });
            proxy.verify();
        }
    }

    private static ProxySettings socks(ScriptedServer proxy) {
        return new ProxySettings(ProxySettings.Type.SOCKS5, address(proxy), null, null);
    }

    private static ProxySettings socks(ScriptedServer proxy, String username, String password) {
        return new ProxySettings(ProxySettings.Type.SOCKS5, address(proxy), username, password);
    }

    private static ProxySettings http(ScriptedServer proxy, String username, String password) {
        return new ProxySettings(ProxySettings.Type.HTTP, address(proxy), username, password);
    }

    private static ServerAddress address(ScriptedServer proxy) {
        return new ServerAddress(proxy.host(), proxy.port());
    }

    private static ConnectionSettings settings(ProxySettings proxy, String host) {
        return ConnectionSettings.to(host).withPort(995).withTls(TlsMode.NONE).withProxy(proxy);
    }

    private static Connection open(ProxySettings proxy, String host) throws MailException {
        return Connection.open(settings(proxy, host), new Trace("test", Trace.NONE));
    }
}
