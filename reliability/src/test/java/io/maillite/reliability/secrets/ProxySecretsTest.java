package io.maillite.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.testkit.evidence.Evidence;
import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.SocketSizes;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.proxy.HttpProxy;
import io.maillite.testkit.proxy.ProxyFailure;
import io.maillite.testkit.proxy.Socks5Proxy;
import io.maillite.wire.MailException;
import io.maillite.wire.ProxySettings;
import io.maillite.wire.ServerAddress;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A proxy gets its password, and nobody else does. */
@Tag("every-log-level")
class ProxySecretsTest {
    private final Hoard hoard = new Hoard();
    private final Search search = new Search(hoard);
    private int logins;

    @Test
    void noProxyPasswordIsShown() throws Exception {
        Evidence evidence = Evidence.of("secrets-2-proxies");
        try (EveryLog log = new EveryLog();
                MaildropServer server = MaildropServer.start()) {
            for (int number = 0; number < Riches.passwords().size(); number++) {
                String password = Riches.password(number, false);
                hoard.keep("proxy password", password);
                well(server, password, number);
                refused(server, password, number);
                for (String said : said(password)) {
                    talkative(server, password, number, said);
                }
            }
            search.in("logs", log.text());
        }
        evidence.add("secrets of proxies: " + logins + " connections × "
                + search.places().size()
                + " places searched, "
                + search.places().values().stream().mapToLong(octets -> octets).sum() + " characters searched, leaked: "
                + search.leaks().size());
        assertThat(search.leaks()).isEmpty();
    }

    private void well(MaildropServer server, String password, int number) throws Exception {
        var right = io.maillite.testkit.proxy.ProxySettings.open().credentials(Riches.USERNAME, password);
        try (Socks5Proxy socks = Socks5Proxy.start(right);
                HttpProxy http = HttpProxy.start(right)) {
            assertThat(connects(server, ProxySettings.Type.SOCKS5, socks.port(), password, number))
                    .isTrue();
            assertThat(connects(server, ProxySettings.Type.HTTP, http.port(), password, number))
                    .isTrue();
        }
    }

    private void refused(MaildropServer server, String password, int number) throws Exception {
        var wrong = io.maillite.testkit.proxy.ProxySettings.open()
                .credentials(Riches.USERNAME, password)
                .failing(ProxyFailure.WRONG_CREDENTIALS);
        try (Socks5Proxy socks = Socks5Proxy.start(wrong);
                HttpProxy http = HttpProxy.start(wrong)) {
            assertThat(connects(server, ProxySettings.Type.SOCKS5, socks.port(), password, number))
                    .isFalse();
            assertThat(connects(server, ProxySettings.Type.HTTP, http.port(), password, number))
                    .isFalse();
        }
    }

    private static String[] said(String password) {
        byte[] octets = password.getBytes(StandardCharsets.UTF_8);
        String basic =
                Base64.getEncoder().encodeToString((Riches.USERNAME + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new String[] {
            "HTTP/1.1 407 " + password + "\r\n\r\n",
            "HTTP/1.1 403 " + basic + " is forbidden\r\n\r\n",
            "HTTP/1.1 403 " + HexFormat.of().formatHex(octets) + "\r\n\r\n",
            "HTTP/1.1 403 " + URLEncoder.encode(password, StandardCharsets.UTF_8) + "\r\n\r\n",
            password + " is not right\r\n\r\n",
            "HTTP/1.1 407 " + password.substring(0, password.length() - 2),
        };
    }

    /** A proxy that says this to whatever it is asked. */
    private void talkative(MaildropServer server, String password, int number, String said) throws Exception {
        try (Listener listener =
                Listener.open("talkative proxy", SocketSizes.DEFAULT, socket -> () -> say(socket, said), () -> {})) {
            assertThat(connects(server, ProxySettings.Type.HTTP, listener.port(), password, number))
                    .isFalse();
        }
    }

    private static void say(Socket socket, String said) {
        try (socket) {
            byte[] buffer = new byte[4096];
            if (socket.getInputStream().read(buffer) > 0) {
                socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    /** By the client, then by an endpoint. */
    private boolean connects(MaildropServer server, ProxySettings.Type type, int port, String password, int number)
            throws Exception {
        logins += 2;
        ProxySettings proxy = new ProxySettings(type, new ServerAddress("localhost", port), Riches.USERNAME, password);
        search.inObject("toString", proxy);
        boolean byClient = true;
        Pop3Client client = Pop3Client.of(
                ClientLogins.settings(server.port()).withTls(TlsMode.NONE).withProxy(proxy));
        search.inObject("toString", client);
        try (Pop3Session session = client.connect()) {
            session.quit();
        } catch (MailException e) {
            byClient = false;
            search.inException(e);
        }
        Exception failure = byEndpoint(server, type, port, password, number);
        assertThat(failure == null).isEqualTo(byClient);
        return byClient;
    }

    private Exception byEndpoint(MaildropServer server, ProxySettings.Type type, int port, String password, int number)
            throws Exception {
        try (DefaultCamelContext context = LoginSecretsTest.context()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask")
                            .to("pop3lite:localhost:" + server.port()
                                    + "?tls=NONE&traceLevel=2&operation=STAT&username=user&password=secret&proxyType="
                                    + type + "&proxyHost=localhost&proxyPort=" + port + "&proxyUsername="
                                    + Riches.USERNAME + "&"
                                    + "proxyPassword=%23bean:secret");
                }
            });
            context.getRegistry().bind("secret", password);
            context.start();
            Exchange exchange = context.createProducerTemplate().request("direct:ask", in -> {});
            if (exchange.getException() != null) {
                search.inException(exchange.getException());
            }
            if (number == 0) {
                search.inContext(context);
            }
            return exchange.getException();
        }
    }
}
