package io.maillite.testkit.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SOCKS 5 proxy (RFC 1928), open or with username and password (RFC 1929). */
public final class Socks5Proxy implements AutoCloseable {
    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USERNAME_PASSWORD = 2;
    private static final int NONE_ACCEPTABLE = 0xff;

    private final ProxySettings settings;
    private final StandIn proxy;

    private Socks5Proxy(ProxySettings settings) {
        this.settings = settings;
        this.proxy = new StandIn("SOCKS proxy", settings, new Protocol());
    }

    /** Starts one. */
    public static Socks5Proxy start(ProxySettings settings) {
        return new Socks5Proxy(settings);
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
            int version = in.readUnsignedByte();
            byte[] methods = new byte[in.readUnsignedByte()];
            in.readFully(methods);
            int method = version == VERSION ? choose(methods) : NONE_ACCEPTABLE;
            out.write(new byte[] {VERSION, (byte) method});
            if (method == NONE_ACCEPTABLE) {
                return null;
            }
            String username = null;
            if (method == USERNAME_PASSWORD) {
                in.readUnsignedByte();
                username = text(in);
                boolean right = settings.accepts(username, text(in));
                out.write(new byte[] {1, (byte) (right ? 0 : 1)});
                if (!right) {
                    return null;
                }
            }
            return request(in, out, username);
        }

        private int choose(byte[] methods) {
            boolean open = settings.username() == null && settings.failure() != ProxyFailure.WRONG_CREDENTIALS;
            int wanted = open ? NO_AUTHENTICATION : USERNAME_PASSWORD;
            boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(wanted) >= 0;
            return offered && settings.failure() != ProxyFailure.UNKNOWN_AUTHENTICATION ? wanted : NONE_ACCEPTABLE;
        }

        private @Nullable ProxyRequest request(DataInputStream in, OutputStream out, @Nullable String username)
                throws IOException {
            in.readUnsignedByte();
            int command = in.readUnsignedByte();
            in.readUnsignedByte();
            String host =
                    switch (in.readUnsignedByte()) {
                        case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
                        case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
                        default -> text(in);
                    };
            int port = in.readUnsignedShort();
            int refusal =
                    switch (settings.failure()) {
                        case UNREACHABLE -> 5;
                        case FORBIDDEN -> 2;
                        default -> command == 1 ? 0 : 7;
                    };
            if (refusal != 0) {
                out.write(answer(refusal));
                return null;
            }
            return new ProxyRequest(host, port, username);
        }

        private static String text(DataInputStream in) throws IOException {
            return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        }

        /** With a bound address that is a name, whose length the client must follow (RFC 1928 6). */
        private static byte[] answer(int code) {
            return new byte[] {VERSION, (byte) code, 0, 3, 5, 'b', 'o', 'u', 'n', 'd', 0, 25};
        }

        @Override
        public byte[] connected() {
            return answer(0);
        }

        @Override
        public byte[] endless() {
            return new byte[] {VERSION, NO_AUTHENTICATION};
        }
    }
}
