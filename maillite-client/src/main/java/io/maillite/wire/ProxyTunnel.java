package io.maillite.wire;

import io.maillite.wire.MailConnectionException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server: directly, or through a proxy that is asked for a tunnel. What the proxy answers is read octet
 * by octet, so that nothing of what the server says behind it is taken away, and within the connect time-out.
 */
final class ProxyTunnel {
    private static final int MAX_HTTP_HEAD = 16 * 1024;

    private final ProxySettings proxy;
    private final ServerAddress server;
    private final Transport transport;
    private final long deadline;
    private final Secrets secrets = new Secrets();

    private ProxyTunnel(ProxySettings proxy, ServerAddress server, Transport transport, long deadline) {
        this.proxy = proxy;
        this.server = server;
        this.transport = transport;
        this.deadline = deadline;
        keepSecret(proxy.password());
    }

    static Transport open(Dialer dialer, ConnectionSettings settings, ServerAddress server) throws MailException {
        ProxySettings proxy = settings.proxy();
        if (proxy == null) {
            return transport(dialer.dial(server), server);
        }
        long deadline = System.nanoTime() + settings.connectTimeout().toNanos();
        Transport transport = transport(dial(dialer, proxy, server), proxy.address());
        try {
            new ProxyTunnel(proxy, server, transport, deadline).ask();
            return transport;
        } catch (MailException | RuntimeException e) {
            transport.close();
            throw e;
        } catch (IOException e) {
            boolean late = transport.deadlineHasPassed();
            transport.close();
            throw new MailConnectionException(
                    late ? Reason.CONNECT_TIMEOUT : Reason.NOT_CONNECTED,
                    server + ": the " + proxy
                            + (late
                                    ? " did not open a tunnel within "
                                            + settings.connectTimeout().toMillis() + " ms"
                                    : " broke the connection off: " + e.getMessage()),
                    e);
        }
    }

    private static Socket dial(Dialer dialer, ProxySettings proxy, ServerAddress server) throws MailException {
        try {
            return dialer.dial(proxy.address());
        } catch (MailConnectionException e) {
            throw new MailConnectionException(
                    e.reason(), server + ": the " + proxy + " cannot be reached. " + e.getMessage(), e);
        }
    }

    private static Transport transport(Socket socket, ServerAddress peer) throws MailException {
        try {
            return new Transport(socket);
        } catch (IOException e) {
            throw new MailConnectionException(Reason.LOST, peer + ": the connection was lost at once", e);
        }
    }

    private void ask() throws IOException {
        switch (proxy.type()) {
            case SOCKS5 -> askSocks();
            case HTTP -> askHttp();
        }
    }

    // ---- SOCKS 5 (RFC 1928)

    private void askSocks() throws IOException {
        boolean credentials = proxy.username() != null;
        send(credentials ? new byte[] {5, 2, 0, 2} : new byte[] {5, 1, 0});
        requireVersion(octet(), 5);
        int method = octet();
        if (method == 2 && credentials) {
            authenticate();
        } else if (method != 0) {
            throw refused(
                    credentials
                            ? "it takes no username and password"
                            : "it wants a login: set proxyUsername and proxyPassword");
        }
        send(socksRequest());
        requireVersion(octet(), 5);
        int answer = octet();
        octet(); // reserved
        skipBoundAddress();
        if (answer != 0) {
            throw refused(socksReason(answer));
        }
    }

    /** RFC 1929. */
    private void authenticate() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(1);
        writeShort(request, String.valueOf(proxy.username()), "proxyUsername");
        writeShort(request, proxy.password() == null ? "" : proxy.password(), "proxyPassword");
        send(request.toByteArray());
        octet();
        if (octet() != 0) {
            throw refused("it refused the login: check proxyUsername and proxyPassword");
        }
    }

    private static void writeShort(ByteArrayOutputStream out, String text, String option) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > 255) {
            throw new IllegalArgumentException(option + " is longer than the 255 octets that SOCKS 5 can carry");
        }
        out.write(octets.length);
        out.writeBytes(octets);
    }

    private byte[] socksRequest() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {5, 1, 0});
        if (isAddress(server.host())) {
            byte[] address = InetAddress.getByName(server.host()).getAddress();
            request.write(address.length == 4 ? 1 : 4);
            request.writeBytes(address);
        } else {
            request.write(3); // a name: the proxy resolves it
            writeShort(request, server.host(), "host");
        }
        request.write(server.port() >> 8);
        request.write(server.port());
        return request.toByteArray();
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private void skipBoundAddress() throws IOException {
        int type = octet();
        int length =
                switch (type) {
                    case 1 -> 4;
                    case 3 -> octet();
                    case 4 -> 16;
                    default -> throw broken("an address of the unknown type " + type);
                };
        for (int i = 0; i < length + 2; i++) {
            octet();
        }
    }

    private static String socksReason(int answer) {
        return switch (answer) {
            case 1 -> "general failure";
            case 2 -> "its rules do not allow the connection";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "the server refused the connection";
            case 6 -> "the time to live expired";
            case 7 -> "it cannot connect";
            case 8 -> "it does not know this type of address";
            default -> "error " + answer;
        };
    }

    private void requireVersion(int version, int wanted) throws MailException {
        if (version != wanted) {
            throw broken("something that is not SOCKS " + wanted);
        }
    }

    // ---- HTTP CONNECT (RFC 9110 section 9.3.6)

    private void askHttp() throws IOException {
        StringBuilder request = new StringBuilder()
                .append("CONNECT ")
                .append(server)
                .append(" HTTP/1.1\r\n")
                .append("Host: ")
                .append(server)
                .append("\r\n");
        String username = proxy.username();
        if (username != null) {
            String credentials = username + ":" + (proxy.password() == null ? "" : proxy.password());
            String base64 = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            keepSecret(base64);
            request.append("Proxy-Authorization: Basic ").append(base64).append("\r\n");
        }
        send(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        String head = httpHead();
        String[] status = head.split("[ \r\n]+", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
            throw broken("something that is not HTTP");
        }
        if (!status[1].startsWith("2")) {
            String line = head.lines().findFirst().orElse("");
            throw refused(secrets.printable(line)
                    + (status[1].equals("407") ? ": check proxyUsername and proxyPassword" : ""));
        }
    }

    private String httpHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            if (head.length() >= MAX_HTTP_HEAD) {
                throw broken("a head of more than " + MAX_HTTP_HEAD + " octets");
            }
            head.append((char) octet());
        }
        return head.toString();
    }

    // ---- both

    private void keepSecret(@Nullable String secret) {
        if (secret != null) {
            secrets.keep(secret);
        }
    }

    private void send(byte[] octets) throws IOException {
        transport.write(octets, 0, octets.length, deadline);
    }

    private int octet() throws IOException {
        byte[] one = new byte[1];
        if (transport.read(one, 0, 1, deadline) < 0) {
            throw new EOFException("it closed the connection");
        }
        return one[0] & 0xff;
    }

    private MailException refused(String why) {
        return new MailConnectionException(
                Reason.NOT_CONNECTED, server + ": the " + proxy + " made no connection: " + why, null);
    }

    private MailException broken(String what) {
        return new MailProtocolException(
                server + ": the " + proxy + " answered with " + what + ". Check proxyType, proxyHost and proxyPort");
    }
}
