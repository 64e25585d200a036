package io.maillite.testkit.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy that knows {@code CONNECT} (RFC 9110 9.3.6), open or with basic authentication (RFC 7617). */
public final class HttpProxy implements AutoCloseable {
    private final ProxySettings settings;
    private final StandIn proxy;

    private HttpProxy(ProxySettings settings) {
        this.settings = settings;
        this.proxy = new StandIn("HTTP proxy", settings, new Protocol());
    }

    /** Starts one. */
    public static HttpProxy start(ProxySettings settings) {
        return new HttpProxy(settings);
    }

    /** {@code localhost}. */
    public String host() {
        return "localhost";
    }

    /** The port that it listens on. */
    public int port() {
        return proxy.port();
    }

    /** Connections so far. */
    public int connections() {
        return proxy.connections();
    }

    /** What was asked for and granted. */
    public List<ProxyRequest> requests() {
        return proxy.requests();
    }

    @Override
    public void close() {
        proxy.close();
    }

    private final class Protocol implements StandIn.Protocol {
        @Override
        public @Nullable ProxyRequest ask(DataInputStream in, OutputStream out) throws IOException {
            String[] request = StandIn.line(in).split(" ", -1);
            String authorization = null;
            for (String field = StandIn.line(in); !field.isEmpty(); field = StandIn.line(in)) {
                if (field.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:")) {
                    authorization = field.substring(field.indexOf(':') + 1).strip();
                }
            }
            String refusal = refusal(request, authorization);
            if (refusal != null) {
                out.write(("HTTP/1.1 " + refusal + "\r\nContent-Length: 3\r\n\r\nno\n")
                        .getBytes(StandardCharsets.US_ASCII));
                return null;
            }
            int colon = request[1].lastIndexOf(':');
            String host = request[1].substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return new ProxyRequest(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(request[1].substring(colon + 1)),
                    settings.username());
        }

        private @Nullable String refusal(String[] request, @Nullable String authorization) {
            if (request.length != 3 || !request[0].equals("CONNECT") || !request[1].matches(".+:\\d+")) {
                return "400 Bad Request";
            }
            return switch (settings.failure()) {
                case UNREACHABLE -> "502 Bad Gateway";
                case FORBIDDEN -> "403 Forbidden";
                case UNKNOWN_AUTHENTICATION -> "407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate";
                default ->
                    isRight(authorization)
                            ? null
                            : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"tests\"";
            };
        }

        private boolean isRight(@Nullable String authorization) {
            if (settings.username() == null && settings.failure() != ProxyFailure.WRONG_CREDENTIALS) {
                return true;
            }
            if (authorization == null || !authorization.startsWith("Basic ")) {
                return false;
            }
            String decoded = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon >= 0 && settings.accepts(decoded.substring(0, colon), decoded.substring(colon + 1));
        }

        @Override
        public byte[] connected() {
            return "HTTP/1.1 200 Connection established\r\nVia: 1.1 tests\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] endless() {
            return "HTTP/1.1 200 OK\r\nX-And-On: and on and on\r\n".getBytes(StandardCharsets.US_ASCII);
        }
    }
}
