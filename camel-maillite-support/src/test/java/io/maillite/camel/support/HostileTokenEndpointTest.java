package io.maillite.camel.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.SocketSizes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token endpoint that means harm, or is none: bounded in time and memory, and told nothing but to its face. */
class HostileTokenEndpointTest {
    private static final String SECRET = "a-client-secret";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /** What it does once it was asked. */
    private enum Endpoint {
        SILENT(""),
        GONE(""),
        NO_HTTP("SSH-2.0-OpenSSH \u001b[31m\r\n\r\n"),
        ENDLESS_STATUS("HTTP/1.1 200 and on "),
        ENDLESS_HEAD(HEAD),
        ENDLESS_BODY(HEAD + "\r\n{\"access_token\":\""),
        SLOW_BODY(HEAD + "\r\n"),
        NO_JSON(HEAD + "Content-Length: 6\r\n\r\n<html>"),
        DEEP_JSON(HEAD + "\r\n" + "[".repeat(60_000)),
        NO_TOKEN(HEAD + "Content-Length: 2\r\n\r\n{}"),
        CONTROL_CHARACTERS(
                "HTTP/1.1 400 Bad\r\nContent-Length: 34\r\n\r\n{\"error\":\"\\u001b[2J\\u202e\\u0000x\"}   ");

        private final String words;

        Endpoint(String words) {
            this.words = words;
        }

        private void answer(OutputStream out) throws IOException, InterruptedException {
            out.write(words.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (this == ENDLESS_STATUS || this == ENDLESS_HEAD || this == ENDLESS_BODY) {
                out.write((this == ENDLESS_HEAD ? "X-And: on\r\n" : "on and ").getBytes(StandardCharsets.US_ASCII));
            }
            while (this == SLOW_BODY) {
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static Listener listen(Endpoint endpoint) {
        return listen((socket, out) -> {
            if (endpoint != Endpoint.GONE) {
                endpoint.answer(out);
            }
            if (endpoint == Endpoint.SILENT) {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    private interface Service {
        void serve(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private static Listener listen(Service service) {
        return Listener.open(
                "token endpoint",
                SocketSizes.DEFAULT,
                socket -> () -> {
                    try {
                        readRequest(socket);
                        service.serve(socket, socket.getOutputStream());
                    } catch (IOException e) {
                        // the client has gone
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                () -> {});
    }

    private static void readRequest(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skip(length);
    }

    private static ClientCredentials credentials(Listener endpoint, Duration timeout) {
        return new ClientCredentials(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                URI.create("http://localhost:" + endpoint.port() + "/token"),
                "id",
                SECRET,
                null,
                timeout);
    }

    @ParameterizedTest
    @EnumSource
    void whateverItSaysEndsInAnErrorThatCanBeShown(Endpoint endpoint) {
        try (Listener listener = listen(endpoint)) {
            assertThatThrownBy(credentials(listener, Duration.ofSeconds(1))::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the token endpoint http://localhost:" + listener.port())
                    .hasMessageNotContaining(SECRET)
                    .satisfies(e -> assertThat(e.getMessage().codePoints())
                            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
            await().atMost(Duration.ofMinutes(1)).until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("maillite-token")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "9223372036854775807", "99999999999999999999999", "\"999999999\"", "-1", "-1e300"})
    void anExpiryOfNonsenseIsATokenAllTheSame(String expiresIn) {
        String body = "{\"access_token\":\"t\",\"expires_in\":" + expiresIn + "}";
        try (Listener listener = listen((socket, out) ->
                out.write((HEAD + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(credentials(listener, Duration.ofSeconds(30)).get()).isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void nobodyElseIsAsked(int status) {
        AtomicInteger elsewhere = new AtomicInteger();
        try (Listener other = listen((socket, out) -> elsewhere.incrementAndGet());
                Listener listener = listen((socket, out) -> out.write(("HTTP/1.1 " + status
                                + " Elsewhere\r\nLocation: http://localhost:" + other.port()
                                + "/token\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)))) {
            assertThatThrownBy(() -> new ClientCredentials(
                                    HttpClient.newBuilder()
                                            .followRedirects(HttpClient.Redirect.NEVER)
                                            .build(),
                                    URI.create("http://localhost:" + listener.port() + "/token"),
                                    "id",
                                    SECRET,
                                    null)
                            .get())
                    .hasMessageContaining("answered " + status);
            assertThat(elsewhere).hasValue(0);
        }
    }

    @Test
    void theAnswerOfAnEndpointThatIsSlowButHonestIsATokenAllTheSame() {
        try (Listener listener = listen((socket, out) -> {
            out.write((HEAD + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (byte octet : "{\"access_token\":\"slow\"}".getBytes(StandardCharsets.US_ASCII)) {
                out.write(octet);
                out.flush();
            }
        })) {
            assertThat(credentials(listener, Duration.ofSeconds(30)).get()).isEqualTo("slow");
        }
    }
}
