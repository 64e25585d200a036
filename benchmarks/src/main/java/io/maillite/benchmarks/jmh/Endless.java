package io.maillite.benchmarks.jmh;

import io.maillite.wire.Connection;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.TlsMode;
import io.maillite.wire.Trace;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to somebody who says the same again and again, as fast as it is read. */
public final class Endless implements Closeable {
    private static final int TIMES = 2000;

    private final ServerSocket server;
    private final Connection connection;

    /** @param text what it says: whole lines */
    public Endless(String text) throws IOException {
        byte[] octets = text.repeat(TIMES).getBytes(StandardCharsets.US_ASCII);
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread speaker = new Thread(() -> speak(octets), "endless");
        speaker.setDaemon(true);
        speaker.start();
        connection = Connection.open(
                ConnectionSettings.to("localhost")
                        .withPort(server.getLocalPort())
                        .withTls(TlsMode.NONE),
                new Trace("jmh", Trace.NONE));
    }

    private void speak(byte[] octets) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            while (!server.isClosed()) {
                out.write(octets);
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt(); // nobody listens any longer
        }
    }

    /** To read from. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws IOException {
        connection.abort();
        server.close();
    }
}
