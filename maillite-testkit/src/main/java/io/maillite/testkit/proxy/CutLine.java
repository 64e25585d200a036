package io.maillite.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A connection through a {@link CutProxy}, and what passed. */
public final class CutLine {
    private static final int PIECE = 1 << 16;

    private final Socket client;
    private final Socket server;
    private final @Nullable Cut cut;
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private volatile Cut.@Nullable How broken;

    CutLine(Socket client, Socket server, @Nullable Cut cut) {
        this.client = client;
        this.server = server;
        this.cut = cut;
    }

    /** How many octets were passed on in this direction. */
    public long octets(Direction direction) {
        return counter(direction).get();
    }

    /** Whether it was cut. */
    public boolean isBroken() {
        return broken != null;
    }

    /** Breaks it now. */
    void breakNow(Cut.How how) {
        broken = how;
        switch (how) {
            case CLOSE -> {
                Lines.halfClose(client);
                Lines.halfClose(server);
            }
            case RESET -> {
                Lines.reset(client);
                Lines.reset(server);
            }
            case STALL -> {
                // The pumps go on reading, and pass nothing on.
            }
        }
    }

    /** Passes on what comes, in both directions, until both have ended. */
    void serve() {
        if (cut != null && cut.after() == 0) {
            breakNow(cut.how());
        }
        Thread up = Lines.start("cut proxy, to server", () -> pump(client, server, Direction.TO_SERVER));
        pump(server, client, Direction.TO_CLIENT);
        Lines.join(up);
    }

    private AtomicLong counter(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private void pump(Socket from, Socket to, Direction direction) {
        byte[] octets = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            int count = in.read(octets);
            while (count >= 0) {
                pass(octets, count, to, direction);
                count = in.read(octets);
            }
            if (broken == null) {
                Lines.halfClose(to);
            }
        } catch (IOException gone) {
            if (broken == null) {
                Lines.reset(to);
                Lines.reset(from);
            }
        }
    }

    private void pass(byte[] octets, int count, Socket to, Direction direction) throws IOException {
        if (broken != null) {
            return;
        }
        AtomicLong passed = counter(direction);
        long limit = cut != null && cut.direction() == direction ? cut.after() : Long.MAX_VALUE;
        int part = (int) Math.min(count, limit - passed.get());
        // Counted first: who has got them finds them in the count.
        long total = passed.addAndGet(part);
        try {
            to.getOutputStream().write(octets, 0, part);
        } catch (IOException e) {
            passed.addAndGet(-part);
            if (broken != null) {
                // Broken by the other direction meanwhile; what comes is still to be read, or FIN would become RST.
                return;
            }
            throw e;
        }
        if (total == limit && cut != null) {
            breakNow(cut.how());
        }
    }

    void close() {
        Lines.close(client);
        Lines.close(server);
    }
}
