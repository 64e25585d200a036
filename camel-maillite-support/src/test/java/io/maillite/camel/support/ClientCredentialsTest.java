package io.maillite.camel.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> answer = new AtomicReference<>();
    private int status = 200;
    private HttpsServer server;
    private ClientCredentials credentials;

    @BeforeEach
    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestTls.serverContext(TestIdentity.LOCALHOST)));
        server.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.get().replace("#", "" + asked.size()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        credentials = new ClientCredentials(
                HttpClient.newBuilder().sslContext(TestTls.clientContext()).build(),
                URI.create("https://localhost:" + server.getAddress().getPort() + "/token"),
                "me & you",
                "s3cret/+",
                "https://outlook.office365.com/.default");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksByTheFormOfRfc6749AndKeepsTheTokenUntilShortlyBeforeItExpires() {
        answer.set("{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"token-#\"}");

        assertThat(credentials.get()).isEqualTo("token-1");
        assertThat(credentials.get()).isEqualTo("token-1");

        assertThat(asked)
                .containsExactly("grant_type=client_credentials&client_id=me+%26+you&client_secret=s3cret%2F%2B"
                        + "&scope=https%3A%2F%2Foutlook.office365.com%2F.default");
    }

    @Test
    void asksAnewForOneThatExpiresOrWasRefused() {
        answer.set("{\"access_token\":\"token-#\"}");
        assertThat(credentials.get()).isEqualTo("token-1");
        assertThat(credentials.get()).isEqualTo("token-2");

        answer.set("{\"access_token\":\"token-#\",\"expires_in\":\"3600\"}");
        assertThat(credentials.get()).isEqualTo("token-3");
        assertThat(credentials.get()).isEqualTo("token-3");
        credentials.refused();
        assertThat(credentials.get()).isEqualTo("token-4");
    }

    @Test
    void saysWhatTheEndpointSaidAndNothingSecret() {
        status = 401;
        answer.set("{\"error\":\"invalid_client\",\"error_description\":\"s3cret/+ is wrong\"}");

        assertThatThrownBy(credentials::get)
                .hasMessageContaining("401")
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("oauth2ClientSecret")
                .hasMessageNotContaining("s3cret");
        assertThat(credentials.toString()).doesNotContain("s3cret");
    }

    @Test
    void anErrorThatRepeatsTheSecretDoesNotShowIt() {
        status = 400;
        answer.set("{\"error\":\"bad client_secret=s3cret%2F%2B, s3cret/+\"}");

        assertThatThrownBy(credentials::get)
                .hasMessageContaining("bad client_secret=***, ***")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void takesNothingButATokenForAnAnswer() {
        for (String nonsense : List.of("", "[]", "null", "<html>", "{\"access_token\":\"\"}", "{\"access_token\":7}")) {
            answer.set(nonsense);
            assertThatThrownBy(credentials::get).as(nonsense).hasMessageContaining("gave no token");
        }
    }

    @Test
    void aTokenThatTheMailServerRefusesIsAskedForAnewOnce() throws Exception {
        answer.set("{\"access_token\":\"token-#\",\"expires_in\":3600}");
        MailLogin login =
                new MailLogin(Authentication.auto(Credentials.token("me@example.org", credentials)), credentials);

        assertThat(login.open(() -> opened("token-2"))).isEqualTo("token-2");
        assertThatThrownBy(() -> login.open(() -> opened("another"))).isInstanceOf(MailAuthenticationException.class);

        assertThat(asked).hasSize(3);
    }

    private String opened(String goodToken) throws MailAuthenticationException {
        String presented = credentials.get();
        if (!presented.equals(goodToken)) {
            throw new MailAuthenticationException("refused", "-ERR expired", null);
        }
        return presented;
    }

    @Test
    void goesByHttpsAlone() {
        assertThatThrownBy(() -> ClientCredentials.of("http://localhost/token", "id", "secret", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> ClientCredentials.of("https://localhost/token", "id", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("oauth2ClientSecret");
    }
}
