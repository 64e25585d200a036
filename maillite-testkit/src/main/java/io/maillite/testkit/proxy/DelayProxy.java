package io.maillite.testkit.proxy;

import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.SocketSizes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A long line to a server: what goes in comes out later, in order, by the same time for every octet. Any number of
 * segments is on its way at once and the bandwidth is not limited, so a client that does not wait loses nothing. FIN
 * and RST take as long as octets do.
 *
 * <p>A connection costs what it costs over a real line: the server hears of it one and a half round trips after the
 * client asked (SYN, SYN-ACK, ACK), so its greeting is there after two. (The client's {@code connect} itself returns at
 * once.)
 *
 * <p>A sender is not read when more than 64 MiB are on their way; so the line also buffers, and a client that must not
 * block when a server stops reading is not tested through it.
 */
public final class DelayProxy implements AutoCloseable {
    private static final int WINDOW = 64 << 20;

    private final int targetPort;
    private final Duration oneWay;
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private final LineClock clock = new LineClock();
    private final Listener listener;

    private DelayProxy(int targetPort, Duration oneWay) {
        this.targetPort = targetPort;
        this.oneWay = oneWay;
        this.listener = Listener.open("delay proxy", SocketSizes.DEFAULT, this::accept, () -> {});
    }

    /** To this port of the loopback interface, so long in one direction; a round trip takes twice that. */
    public static DelayProxy to(int port, Duration oneWay) {
        return new DelayProxy(port, oneWay);
    }

    /** {@code localhost}. */
    public String host() {
        return "localhost";
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Connections so far. */
    public int connections() {
        return listener.accepted();
    }

    /** How many octets came out at that end, of all connections. */
    public long octets(Direction direction) {
        return (direction == Direction.TO_SERVER ? toServer : toClient).get();
    }

    private Runnable accept(Socket client) {
        long serverHears = System.nanoTime() + 3 * oneWay.toNanos();
        return () -> serve(client, serverHears);
    }

    private void serve(Socket client, long serverHears) {
        try (Socket server = new Socket()) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            DelayedLine up = new DelayedLine(client, oneWay, serverHears, WINDOW, toServer, clock);
            Thread upIn = Lines.start("delay proxy, from client", up::takeIn);
            if (!clock.awaitTime(serverHears)) {
                return;
            }
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            DelayedLine down = new DelayedLine(server, oneWay, serverHears, WINDOW, toClient, clock);
            Thread downIn = Lines.start("delay proxy, from server", down::takeIn);
            Thread upOut = Lines.start("delay proxy, to server", () -> up.giveOut(server));
            down.giveOut(client);
            Lines.join(upOut);
            Lines.join(upIn);
            Lines.join(downIn);
        } catch (IOException e) {
            Lines.reset(client);
        }
    }

    @Override
    public void close() {
        clock.stop();
        listener.close();
    }
}
