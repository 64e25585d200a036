package io.maillite.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.evidence.Evidence;
import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.SocketSizes;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token endpoint gets the client's secret, a mail server the token it gave for it, and nobody else either. */
@Tag("every-log-level")
class TokenSecretsTest {
    private static final String TOKEN = Riches.token(1);

    private final Hoard hoard = new Hoard();
    private final Search search = new Search(hoard);
    private SSLContext jdks;
    private int logins;

    @BeforeEach
    void trustTheTestCa() throws Exception {
        jdks = SSLContext.getDefault();
        SSLContext.setDefault(TestTls.clientContext());
    }

    @AfterEach
    void trustAsBefore() {
        SSLContext.setDefault(jdks);
    }

    @Test
    void neitherTheClientsSecretNorTheTokenIsShown() throws Exception {
        Evidence evidence = Evidence.of("secrets-3-tokens");
        hoard.keep("token", TOKEN);
        try (EveryLog log = new EveryLog()) {
            for (int number = 0; number < Riches.passwords().size(); number++) {
                String secret = Riches.password(number, false);
                hoard.keep("client secret", secret);
                assertThat(asks(
                                secret,
                                number,
                                answer(200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600}"),
                                TOKEN))
                        .isNull();
                assertThat(asks(secret, number, answer(200, "{\"access_token\":\"" + TOKEN + "\"}"), "another"))
                        .isNotNull();
                for (String said : said(secret)) {
                    assertThat(asks(secret, number, said, TOKEN)).as(said).isNotNull();
                }
            }
            search.in("logs", log.text());
        }
        evidence.add("secrets of token endpoints: " + logins + " logins × "
                + search.places().size() + " places searched, "
                + search.places().values().stream().mapToLong(octets -> octets).sum() + " characters searched, leaked: "
                + search.leaks().size());
        assertThat(search.leaks()).isEmpty();
    }

    private static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
    }

    private static List<String> said(String secret) {
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        String escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        List<String> all = new ArrayList<>();
        for (String form : List.of(
                escaped,
                Base64.getEncoder().encodeToString(octets),
                HexFormat.of().formatHex(octets),
                "client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
            all.add(answer(400, "{\"error\":\"invalid_client: " + form + "\"}"));
        }
        all.add(answer(200, "{\"error\":\"" + escaped + "\",\"access_token\":7}"));
        all.add(answer(200, "{\"access_token\":\"" + escaped + " " + TOKEN + "\\u0007\"}")); // none that could be sent
        all.add("HTTP/1.1 4xx " + secret + "\r\n\r\n");
        all.add(secret + " is wrong\r\n\r\n");
        all.add("HTTP/1.1 200 OK\r\nContent-Length: " + secret + "\r\n\r\n");
        all.add("HTTP/1.1 200 OK\r\n" + secret + "\r\n\r\n");
        all.add("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"error\":\"" + escaped);
        all.add("");
        return all;
    }

    private Exception asks(String secret, int number, String said, String goodToken) throws Exception {
        logins++;
        try (Listener endpoint = Listener.open(
                        "token endpoint", SocketSizes.DEFAULT, socket -> () -> say(socket, said), () -> {});
                MaildropServer server = MaildropServer.builder()
                        .accounts(Accounts.of(Riches.USERNAME, "none", goodToken))
                        .start();
                DefaultCamelContext context = LoginSecretsTest.context()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask")
                            .to("pop3lite:localhost:" + server.port()
                                    + "?tls=NONE&traceLevel=2&operation=STAT&username="
                                    + Riches.USERNAME + "&oauth2TokenEndpoint=https://localhost:" + endpoint.port()
                                    + "/token&oauth2ClientId=me&"
                                    + "oauth2ClientSecret=%23bean:secret");
                }
            });
            context.getRegistry().bind("secret", secret);
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

    private static void say(Socket raw, String said) {
        try (SSLSocket socket = Tls.server(TestIdentity.LOCALHOST).accept(raw)) {
            byte[] buffer = new byte[8192];
            StringBuilder request = new StringBuilder();
            while (!request.toString().contains("client_secret=")) {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    return;
                }
                request.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
            socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // the client has gone
        }
    }
}
