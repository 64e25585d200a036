package io.maillite.testkit.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a loopback port of the system's choice, with a daemon thread for each connection. Closing it takes what is
 * still in the queue, closes every connection and waits for their threads.
 */
public final class Listener implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int TICK_MILLIS = 10;
    private static final int JOIN_MILLIS = 10_000;

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Acceptor {
        /**
         * Called in the order of the connections, one at a time; what it returns runs in the connection's own thread.
         */
        Runnable accept(Socket socket) throws IOException;
    }

    private final String name;
    private final SocketSizes sizes;
    private final Acceptor acceptor;
    private final Runnable onTick;
    private final ServerSocket server;
    private final Thread thread;
    private final Map<Thread, Socket> open = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean closing;

    private Listener(String name, SocketSizes sizes, Acceptor acceptor, Runnable onTick) throws IOException {
        this.name = name;
        this.sizes = sizes;
        this.acceptor = acceptor;
        this.onTick = onTick;
        this.server = new ServerSocket();
        sizes.applyTo(server);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setSoTimeout(TICK_MILLIS);
        this.thread = new Thread(this::acceptAll, name + " " + server.getLocalPort());
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param onTick called some hundred times a second, for what must be looked at from time to time
     */
    public static Listener open(String name, SocketSizes sizes, Acceptor acceptor, Runnable onTick) {
        try {
            Listener listener = new Listener(name, sizes, acceptor, onTick);
            listener.thread.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections being served at this moment. */
    public int openNow() {
        return open.size();
    }

    private void acceptAll() {
        try (server) {
            while (acceptOne()) {
                onTick.run();
            }
        } catch (IOException e) {
            LOG.warn("{} stops listening", thread.getName(), e);
        }
    }

    private boolean acceptOne() throws IOException {
        boolean last = closing;
        if (last) {
            server.setSoTimeout(1);
        }
        try {
            Socket socket = server.accept();
            int number = accepted.incrementAndGet();
            try {
                start(socket, number);
            } catch (IOException e) {
                LOG.debug("Connection {} was gone before it was served", number, e);
                closeNow(socket);
            }
            return true;
        } catch (SocketTimeoutException nobodyCame) {
            return !last;
        }
    }

    private void start(Socket socket, int number) throws IOException {
        sizes.applyTo(socket);
        Runnable service = acceptor.accept(socket);
        Thread connection = new Thread(() -> serve(socket, service), name + " connection " + number);
        connection.setDaemon(true);
        open.put(connection, socket);
        connection.start();
    }

    private void serve(Socket socket, Runnable service) {
        try (socket) {
            service.run();
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} ended", Thread.currentThread().getName(), e);
        } finally {
            open.remove(Thread.currentThread());
        }
    }

    /** Accepts what is in the queue, and no more after that; connections go on. */
    public void stopAccepting() {
        closing = true;
        join(thread);
    }

    /** Closes every connection, in whatever state it is. */
    public void closeConnections() {
        open.values().forEach(Listener::closeNow);
    }

    @Override
    public void close() {
        stopAccepting();
        closeConnections();
        open.keySet().forEach(Listener::join);
    }

    private static void closeNow(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Could not close {}", socket, e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
