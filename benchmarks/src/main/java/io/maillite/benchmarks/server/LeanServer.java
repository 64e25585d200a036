package io.maillite.benchmarks.server;

import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;

/** Listens on the loopback interface, in clear and under TLS, with a thread for each connection. */
final class LeanServer {
    private static final int BACKLOG = 8192;

    /** What is said on one connection. */
    interface Session {
        /** Until its end. */
        void serve(LeanConnection connection) throws IOException;
    }

    private final ServerSocket clear;
    private final ServerSocket tls;

    LeanServer(String name, Supplier<Session> sessions) throws IOException {
        clear = listen(new ServerSocket(), name, sessions);
        tls = listen(
                TestTls.serverContext(TestIdentity.LOCALHOST)
                        .getServerSocketFactory()
                        .createServerSocket(),
                name + " TLS",
                sessions);
    }

    int port(boolean underTls) {
        return (underTls ? tls : clear).getLocalPort();
    }

    private static ServerSocket listen(ServerSocket server, String name, Supplier<Session> sessions)
            throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        start(name, () -> acceptAll(server, name, sessions));
        return server;
    }

    private static void acceptAll(ServerSocket server, String name, Supplier<Session> sessions) {
        while (true) {
            try {
                Socket socket = server.accept();
                start(name + " connection", () -> serve(socket, sessions.get()));
            } catch (IOException e) {
                throw new IllegalStateException(name + " no longer accepts connections", e);
            }
        }
    }

    private static void serve(Socket socket, Session session) {
        try (socket) {
            socket.setTcpNoDelay(true);
            session.serve(new LeanConnection(socket.getInputStream(), socket.getOutputStream()));
        } catch (IOException e) {
            // The peer has gone: what it leaves undone is seen by what is left.
            Thread.currentThread().interrupt();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
