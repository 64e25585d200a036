package io.maillite.testkit.proxy;

import io.maillite.testkit.net.Listener;
import io.maillite.testkit.net.SocketSizes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line to a server that breaks at the octet where the test wants it: the first connections take the cuts that were
 * ordered, one each; later ones pass unharmed.
 */
public final class CutProxy implements AutoCloseable {
    private final int targetPort;
    private final Deque<Cut> cuts = new ArrayDeque<>();
    private final List<CutLine> lines = new ArrayList<>();
    private final Listener listener;
    private @Nullable Cut ever;
    private boolean recording;

    private CutProxy(int targetPort) {
        this.targetPort = targetPort;
        this.listener = Listener.open("cut proxy", SocketSizes.DEFAULT, this::accept, () -> {});
    }

    /** To this port of the loopback interface. */
    public static CutProxy to(int port) {
        return new CutProxy(port);
    }

    /** Cuts the next connections, one each. */
    public synchronized CutProxy cutNext(Cut... next) {
        cuts.addAll(Arrays.asList(next));
        return this;
    }

    /** Cuts every connection for which no other cut was ordered. */
    public synchronized CutProxy cutEvery(Cut cut) {
        ever = cut;
        return this;
    }

    /** Keeps what comes over the next connections, see {@link CutLine#recorded}. */
    public synchronized CutProxy recording() {
        recording = true;
        return this;
    }

    /** Forgets the connections so far, which should be over. */
    public synchronized CutProxy forget() {
        lines.clear();
        return this;
    }

    /** Breaks all connections that are open now. */
    public void cutNow(Cut.How how) {
        lines().forEach(line -> line.breakNow(how));
    }

    /** {@code localhost}. */
    public String host() {
        return "localhost";
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** All connections so far, in order. */
    public synchronized List<CutLine> lines() {
        return List.copyOf(lines);
    }

    /** How many octets passed in this direction, over all connections. */
    public long octets(Direction direction) {
        return lines().stream().mapToLong(line -> line.octets(direction)).sum();
    }

    private synchronized Runnable accept(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Cut cut = cuts.poll();
        CutLine line = new CutLine(client, server, cut == null ? ever : cut, recording);
        lines.add(line);
        return () -> {
            try {
                line.serve();
            } finally {
                line.close();
            }
        };
    }

    @Override
    public void close() {
        listener.stopAccepting();
        lines().forEach(CutLine::close);
        listener.close();
    }
}
