package io.maillite.camel.support;

import io.maillite.wire.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by the client-credentials flow of OAuth 2 (RFC 6749 section 4.4). A token is kept until shortly before
 * it expires; {@link #refused} forgets it.
 */
public final class ClientCredentials implements Supplier<String> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_KEPT = Duration.ofDays(1);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final int MAX_ANSWER = 64 * 1024;

    private final HttpClient http;
    private final URI endpoint;
    private final String form;
    private final Duration timeout;
    /** Whatever the endpoint says of it is shown to nobody. */
    private final Secrets secrets = new Secrets();

    private volatile @Nullable String token;
    private volatile long goodUntil;

    ClientCredentials(
            HttpClient http,
            URI endpoint,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String scope) {
        this(http, endpoint, clientId, clientSecret, scope, TIMEOUT);
    }

    /** @param timeout for the whole answer */
    ClientCredentials(
            HttpClient http,
            URI endpoint,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String scope,
            Duration timeout) {
        this.http = http;
        this.endpoint = endpoint;
        this.form = form(clientId, clientSecret, scope);
        this.timeout = timeout;
        if (clientSecret != null) {
            secrets.keep(clientSecret);
        }
    }

    /**
     * @param endpoint the token endpoint, an HTTPS address
     * @param clientId who asks
     * @param clientSecret what proves it
     * @param scope what the token is for, or null
     * @throws IllegalArgumentException if something is missing, or the endpoint is not HTTPS
     */
    public static ClientCredentials of(
            String endpoint, @Nullable String clientId, @Nullable String clientSecret, @Nullable String scope) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER) // the secret goes to this address and to no other
                .build();
        return new ClientCredentials(http, https(endpoint), clientId, clientSecret, scope);
    }

    private static URI https(String endpoint) {
        URI uri = URI.create(endpoint);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("oauth2TokenEndpoint must be an https:// address");
        }
        return uri;
    }

    private static String form(@Nullable String clientId, @Nullable String clientSecret, @Nullable String scope) {
        if (clientId == null || clientSecret == null) {
            throw new IllegalArgumentException(
                    "oauth2ClientId and oauth2ClientSecret are needed with oauth2TokenEndpoint");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", clientId);
        fields.put("client_secret", clientSecret);
        if (scope != null) {
            fields.put("scope", scope);
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /**
     * A token that is valid now.
     *
     * @throws IllegalStateException if none could be had
     */
    @Override
    public synchronized String get() {
        String kept = token;
        if (kept != null && goodUntil - System.nanoTime() > 0) {
            return kept;
        }
        return ask();
    }

    /** The server refused the token: the next one is asked for anew. */
    public synchronized void refused() {
        token = null;
    }

    private String ask() {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        CompletableFuture<HttpResponse<InputStream>> answered =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        // in a thread of its own: an answer that is there at once would be read in this one, and nothing end that
        CompletableFuture<String> asked = answered.thenApplyAsync(this::keep, ClientCredentials::inThread);
        try {
            // the request's own time-out ends with the head
            return asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failed(new TimeoutException("it did not answer within " + timeout.toMillis() + " ms"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } finally {
            answered.cancel(true);
            drop(answered);
        }
    }

    private static void inThread(Runnable task) {
        Thread thread = new Thread(task, "maillite-token");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whoever reads a body without an end is released. */
    private static void drop(CompletableFuture<HttpResponse<InputStream>> answered) {
        if (!answered.isDone() || answered.isCompletedExceptionally()) {
            return;
        }
        try {
            answered.join().body().close();
        } catch (IOException e) {
            // it is of no use to anybody
        }
    }

    private IllegalStateException failed(Throwable cause) {
        if (cause instanceof ProtocolException) {
            // its text is a piece of what came, and that may be a piece of the secret
            return new IllegalStateException(
                    "the token endpoint " + endpoint + " gave no token: it answers in something that is not HTTP",
                    null);
        }
        return new IllegalStateException(
                "the token endpoint " + endpoint + " gave no token: "
                        + secrets.printable(String.valueOf(cause.getMessage())),
                secrets.areIn(cause) ? null : cause);
    }

    private String keep(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return keep(response.statusCode(), new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String keep(int status, String answer) {
        JsonObject json = json(answer);
        if (status != 200 || !(json.get("access_token") instanceof String fresh) || fresh.isEmpty()) {
            Object error = json.get("error");
            throw new IllegalStateException("the token endpoint " + endpoint + " answered " + status
                    + (error == null ? "" : " " + secrets.printable(error.toString()))
                    + ". Check oauth2ClientId, oauth2ClientSecret and oauth2Scope");
        }
        Duration lifetime = Duration.ofSeconds(Math.min(lifetime(json), LONGEST_KEPT.toSeconds()));
        Duration half = lifetime.dividedBy(2);
        Duration kept = lifetime.minus(MARGIN.compareTo(half) < 0 ? MARGIN : half);
        secrets.keep(fresh);
        token = fresh;
        goodUntil = System.nanoTime() + kept.toNanos();
        return fresh;
    }

    /** {@code expires_in} is recommended only (RFC 6749 section 5.1); without it the token serves once. */
    private static long lifetime(JsonObject json) {
        Object seconds = json.get("expires_in");
        if (seconds instanceof Number number) {
            return (long) Math.max(0, Math.min(number.doubleValue(), (double) LONGEST_KEPT.toSeconds()));
        }
        return seconds instanceof String text && text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    private static JsonObject json(String answer) {
        try {
            return Jsoner.deserialize(answer) instanceof JsonObject object ? object : new JsonObject();
        } catch (DeserializationException | RuntimeException e) {
            return new JsonObject();
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "client credentials at " + endpoint;
    }
}
