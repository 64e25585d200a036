package io.maillite.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One direction of a long line. Each piece gets the time when it is due as it comes, and goes out at that time; any
 * number of them may be on their way.
 */
final class DelayedLine {
    private static final int PIECE = 1 << 16;
    private static final byte[] NOTHING = {};

    private enum Kind {
        OCTETS,
        FIN,
        RST
    }

    private static final class Piece {
        private final Kind kind;
        private final byte[] octets;
        private final long due;

        Piece(Kind kind, byte[] octets, long due) {
            this.kind = kind;
            this.octets = octets;
            this.due = due;
        }
    }

    private final Socket from;
    private final long delayNanos;
    private final long notBefore;
    private final int window;
    private final AtomicLong passed;
    private final LineClock clock;
    private final Deque<Piece> onTheWay = new ArrayDeque<>();
    private int octetsOnTheWay;
    private boolean over;

    /**
     * @param notBefore the nano time before which nothing comes out at the other end
     * @param window so many octets may be on their way; the sender is not read beyond that
     * @param passed counts what came out
     */
    DelayedLine(Socket from, Duration delay, long notBefore, int window, AtomicLong passed, LineClock clock) {
        this.from = from;
        this.delayNanos = delay.toNanos();
        this.notBefore = notBefore;
        this.window = window;
        this.passed = passed;
        this.clock = clock;
    }

    /** Takes in what the sender says, until it ends. */
    void takeIn() {
        byte[] octets = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            int count = in.read(octets);
            while (count >= 0) {
                put(Kind.OCTETS, Arrays.copyOf(octets, count));
                count = in.read(octets);
            }
            put(Kind.FIN, NOTHING);
        } catch (IOException reset) {
            put(Kind.RST, NOTHING);
        }
    }

    /** Gives out what is due, until the end. */
    void giveOut(Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            boolean open = true;
            while (open) {
                open = giveOut(next(), to, out);
            }
        } catch (IOException receiverIsGone) {
            // The sender learns it as it would from a real line: by RST.
            Lines.reset(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            takeNoMore();
        }
    }

    private boolean giveOut(Piece piece, Socket to, OutputStream out) throws IOException {
        if (!clock.awaitTime(piece.due)) {
            Lines.close(to);
            return false;
        }
        switch (piece.kind) {
            case FIN -> Lines.halfClose(to);
            case RST -> Lines.reset(to);
            case OCTETS -> {
                passed.addAndGet(piece.octets.length);
                out.write(piece.octets);
                arrived(piece.octets.length);
            }
        }
        return piece.kind == Kind.OCTETS;
    }

    private synchronized void takeNoMore() {
        over = true;
        onTheWay.clear();
        notifyAll();
    }

    private synchronized void put(Kind kind, byte[] octets) {
        long due = Math.max(System.nanoTime() + delayNanos, notBefore);
        int length = octets.length;
        try {
            while (!over && length > 0 && octetsOnTheWay > 0 && octetsOnTheWay + length > window) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (over) {
            return;
        }
        octetsOnTheWay += length;
        onTheWay.add(new Piece(kind, octets, due));
        notifyAll();
    }

    private synchronized Piece next() throws InterruptedException {
        while (onTheWay.isEmpty()) {
            wait();
        }
        return onTheWay.remove();
    }

    private synchronized void arrived(int octets) {
        octetsOnTheWay -= octets;
        notifyAll();
    }
}
