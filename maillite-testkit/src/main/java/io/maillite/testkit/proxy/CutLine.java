package io.maillite.testkit.proxy;

import java.io.ByteArrayOutputStream;
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
    private final @Nullable PlaceFinder finder;
    private final @Nullable ByteArrayOutputStream fromClient;
    private final @Nullable ByteArrayOutputStream fromServer;
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private volatile Cut.@Nullable How broken;

    CutLine(Socket client, Socket server, @Nullable Cut cut) {
        this(client, server, cut, false);
    }

    /** @param recorded whether what comes is kept */
    CutLine(Socket client, Socket server, @Nullable Cut cut, boolean recorded) {
        this.client = client;
        this.server = server;
        this.cut = cut;
        this.finder = cut == null ? null : new PlaceFinder(cut.place());
        this.fromClient = recorded ? new ByteArrayOutputStream() : null;
        this.fromServer = recorded ? new ByteArrayOutputStream() : null;
    }

    /**
     * What the sender of this direction has handed over, if the proxy keeps it: what came after the cut, and was not
     * passed on, included.
     */
    public byte[] recorded(Direction direction) {
        ByteArrayOutputStream record = recordOf(direction);
        if (record == null) {
            throw new IllegalStateException("Nothing is kept: see CutProxy.recording()");
        }
        return record.toByteArray();
    }

    private @Nullable ByteArrayOutputStream recordOf(Direction direction) {
        return direction == Direction.TO_SERVER ? fromClient : fromServer;
    }

    /** How many octets were passed on in this direction. */
    public long octets(Direction direction) {
        return counter(direction).get();
    }

    /** Whether it was cut. */
    public boolean isBroken() {
        return broken != null;
    }

    /** Whether it came to the cut that was ordered for it. */
    public boolean isCutAsOrdered() {
        return finder != null && finder.isReached();
    }

    /** Whether it was cut by RST: then what the client had handed over need not have come as far as here. */
    public boolean isReset() {
        return broken == Cut.How.RESET;
    }

    /** Breaks it now. */
    void breakNow(Cut.How how) {
        if (broken == null || broken == Cut.How.STALL) {
            broken = how;
        }
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
        if (cut != null && finder != null && finder.isReached()) {
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
            ByteArrayOutputStream record = recordOf(direction);
            while (count >= 0) {
                if (record != null) {
                    record.write(octets, 0, count);
                }
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
        PlaceFinder watching = cut != null && cut.direction() == direction ? finder : null;
        int part = watching == null ? count : watching.pass(octets, count);
        // Counted first: who has got them finds them in the count.
        passed.addAndGet(part);
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
        if (watching != null && cut != null && watching.isReached()) {
            breakNow(cut.how());
        }
    }

    void close() {
        Lines.close(client);
        Lines.close(server);
    }
}
