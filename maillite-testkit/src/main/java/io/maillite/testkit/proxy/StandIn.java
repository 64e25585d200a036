package io.maillite.testkit.proxy;

import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.SocketSizes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for both kinds of proxy: it talks with the client, connects to the target, and passes everything on.
 */
final class StandIn implements AutoCloseable {
    private static final int PATIENCE = 60_000;
    private static final int PIECE = 1 << 16;

    /** The proxy's own protocol. */
    interface Protocol {
        /** Hears what the client wants; {@code null} if it gets nothing, and was told so. */
        @Nullable
        ProxyRequest ask(DataInputStream in, OutputStream out) throws IOException;

        /** What is said once the target is connected. */
        byte[] connected();

        /** Begins an answer that never ends: the piece to repeat. */
        byte[] endless();
    }

    private final ProxySettings settings;
    private final Protocol protocol;
    private final List<ProxyRequest> requests = new CopyOnWriteArrayList<>();
    private final Listener listener;

    StandIn(String name, ProxySettings settings, Protocol protocol) {
        this.settings = settings;
        this.protocol = protocol;
        this.listener = Listener.open(name, SocketSizes.DEFAULT, socket -> () -> serve(socket), () -> {});
    }

    int port() {
        return listener.port();
    }

    int connections() {
        return listener.accepted();
    }

    List<ProxyRequest> requests() {
        return List.copyOf(requests);
    }

    private void serve(Socket client) {
        try {
            client.setTcpNoDelay(true);
            client.setSoTimeout(PATIENCE);
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            if (fails(in, out)) {
                return;
            }
            ProxyRequest request = protocol.ask(in, out);
            if (request == null) {
                Lines.halfClose(client);
                drain(in);
            } else {
                requests.add(request);
                connect(request, client);
            }
        } catch (IOException clientIsGone) {
            Lines.close(client);
        }
    }

    /** The failures that need no protocol. */
    private boolean fails(DataInputStream in, OutputStream out) throws IOException {
        switch (settings.failure()) {
            case SILENT -> drain(in);
            case CLOSES -> in.read();
            case GARBAGE -> {
                in.read();
                out.write(new byte[] {'\0', (byte) 0xff, '?', '\r', '\n', '\r', '\n'});
                out.flush();
                drain(in);
            }
            case ENDLESS -> {
                in.read();
                while (true) {
                    out.write(protocol.endless());
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void drain(DataInputStream in) throws IOException {
        byte[] octets = new byte[PIECE];
        while (in.read(octets) >= 0) {
            // Nobody is interested.
        }
    }

    private void connect(ProxyRequest request, Socket client) throws IOException {
        try (Socket server = new Socket()) {
            server.connect(
                    settings.targetPort() == 0
                            ? new InetSocketAddress(request.host(), request.port())
                            : new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.targetPort()),
                    PATIENCE);
            server.setTcpNoDelay(true);
            client.setSoTimeout(0);
            byte[] answer = protocol.connected();
            if (settings.greetingTogether()) {
                byte[] greeting = new byte[PIECE];
                int length = server.getInputStream().read(greeting);
                int from = answer.length;
                answer = Arrays.copyOf(answer, from + Math.max(0, length));
                System.arraycopy(greeting, 0, answer, from, Math.max(0, length));
            }
            client.getOutputStream().write(answer);
            new CutLine(client, server, null).serve();
        }
    }

    /** Reads a line as HTTP and its like have them. */
    static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException();
            }
            line.append((char) octet);
            octet = in.read();
        }
        return line.toString().replaceAll("\r$", "");
    }

    @Override
    public void close() {
        listener.close();
    }
}
