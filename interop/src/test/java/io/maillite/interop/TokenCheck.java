package io.maillite.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** What Dovecot asks whether an OAuth 2 token is good, and whose it is (RFC 7662 has the words of the answer). */
final class TokenCheck implements AutoCloseable {
    private static final String PREFIX = "token-of-";

    private final HttpServer server;

    TokenCheck() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/introspect", TokenCheck::answer);
        server.start();
    }

    /** A token that is good, and this user's. */
    static String tokenOf(String user) {
        return PREFIX + user;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String token = authorization.replaceFirst("^Bearer ", "");
        boolean good = token.startsWith(PREFIX);
        byte[] body = (good
                        ? "{\"active\":true,\"username\":\"" + token.substring(PREFIX.length()) + "\"}"
                        : "{\"active\":false}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/introspect";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
