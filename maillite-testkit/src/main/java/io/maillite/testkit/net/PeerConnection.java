package io.maillite.testkit.net;

import io.maillite.testkit.tls.ServerTls;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a connection: buffered both ways, in clear or under TLS.
 *
 * <p>What is written stays in the buffer until it is full, {@link #flush()} is called, or the server would have to
 * block for input: so replies to commands that came together go out together.
 *
 * <p><b>Waits.</b> A wait is a moment when the server has read everything that came, has answered and sent all of it,
 * and needs more from the client to go on. It is found out <em>before</em> the last octets of the answer go out, so the
 * client cannot have reacted to them: nothing unread is there, not even after {@code settle}, in which a client that is
 * still writing may go on. It counts once the server really turns to read. The greeting is no answer, so the first
 * command is no wait; a piece of a message that needs no answer is none either. A client that writes several commands
 * without waiting for replies costs one wait for all of them.
 *
 * <p>One thread reads and writes; the counts may be read, and the connection ended, by others.
 */
public final class PeerConnection implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 1 << 20;
    private static final long LOOK_AGAIN_NANOS = 50_000;

    private final Socket raw;
    private final long settleNanos;
    private final @Nullable Transcript transcript;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private final byte[] input = new byte[BUFFER];
    private int next;
    private int end;
    private final byte[] output = new byte[BUFFER];
    private int pending;

    private boolean heard;
    private boolean settled;
    private boolean waitDue;
    private final AtomicLong waits = new AtomicLong();

    private long cutIn = -1;
    private Ending cutBy = Ending.DROP;
    private volatile long writingSince;

    /** How an end of a TCP connection can go. */
    public enum Ending {
        /** FIN, without TLS's close_notify. */
        DROP,
        /** RST. */
        RESET
    }

    /**
     * @param accepted the socket as accepted
     * @param settle how long a client that is still writing gets before a wait is counted; zero for speed
     * @param readLimit how long a read may block at most
     * @param transcript takes down all octets, or {@code null}
     */
    public PeerConnection(Socket accepted, Duration settle, Duration readLimit, @Nullable Transcript transcript)
            throws IOException {
        this.raw = accepted;
        this.socket = accepted;
        this.in = accepted.getInputStream();
        this.out = accepted.getOutputStream();
        this.settleNanos = settle.toNanos();
        this.transcript = transcript;
        accepted.setTcpNoDelay(true);
        accepted.setSoTimeout(Math.toIntExact(readLimit.toMillis()));
    }

    // Reading

    /** The next octet, or -1 when the client has closed its side. */
    public int read() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        took(1);
        return input[next++] & 0xff;
    }

    /**
     * Reads up to and with the octet that {@code last} names.
     *
     * @return whether it came; {@code false} when the client closed its side before
     */
    public boolean readThrough(OctetTest last, OutputStream sink) throws IOException {
        while (next < end || fill()) {
            int found = last.endIn(input, next, end);
            int length = (found < 0 ? end : found) - next;
            took(length);
            sink.write(input, next, length);
            next += length;
            if (found >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Reads exactly so many octets; {@code false} when the client closed its side before. */
    public boolean readFully(long count, OutputStream sink) throws IOException {
        long left = count;
        while (left > 0 && (next < end || fill())) {
            int length = (int) Math.min(left, end - next);
            took(length);
            sink.write(input, next, length);
            next += length;
            left -= length;
        }
        return left == 0;
    }

    /**
     * Reads a line with its line end (LF or CRLF).
     *
     * @return {@code null} at the end of the input; what came of a line before that end
     * @throws IOException also when a line is longer than {@value #LONGEST_LINE} octets
     */
    public byte @Nullable [] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        boolean whole = false;
        while (!whole && (next < end || fill())) {
            int from = next;
            while (next < end && !whole) {
                whole = input[next++] == '\n';
            }
            line.write(input, from, next - from);
            if (line.size() > LONGEST_LINE) {
                throw new IOException("A line of more than " + LONGEST_LINE + " octets");
            }
        }
        if (transcript != null) {
            transcript.received(line.toByteArray(), 0, line.size());
        }
        return line.size() > 0 ? line.toByteArray() : null;
    }

    /** Whether all that came has been read, at this moment. */
    public boolean isDrained() throws IOException {
        // Under TLS a record may have arrived, or a part of one, that is not decrypted yet.
        return next == end
                && in.available() == 0
                && (socket == raw || raw.getInputStream().available() == 0);
    }

    /** Octets that came and were read from the socket, but not used yet. */
    public int unused() {
        return end - next;
    }

    private boolean fill() throws IOException {
        if (pending > 0 && isDrainedForGood()) {
            // Counted before the answer goes out: who has read it finds the wait in the count.
            waitDue = heard;
            countWaitIfDue();
            send();
        }
        countWaitIfDue();
        int count = in.read(input, 0, input.length);
        if (count < 0) {
            return false;
        }
        heard = true;
        settled = false;
        next = 0;
        end = count;
        return true;
    }

    private void countWaitIfDue() {
        if (waitDue) {
            waitDue = false;
            waits.incrementAndGet();
        }
    }

    private boolean isDrainedForGood() throws IOException {
        if (!isDrained()) {
            return false;
        }
        if (!settled && settleNanos > 0) {
            long until = System.nanoTime() + settleNanos;
            while (System.nanoTime() - until < 0) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                if (!isDrained()) {
                    return false;
                }
            }
        }
        settled = true;
        return true;
    }

    private void took(int length) {
        if (transcript != null) {
            transcript.received(input, next, length);
        }
    }

    // Writing

    /** Puts octets into the buffer; when it is full, sends what is in it. */
    public void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    /** The same for a part of an array. */
    public void write(byte[] octets, int from, int length) throws IOException {
        int at = from;
        int left = length;
        while (left > 0) {
            if (pending == output.length) {
                // Only now: at least one octet stays back until the server is about to read, which is when waits are
                // seen.
                send();
            }
            int part = Math.min(left, output.length - pending);
            System.arraycopy(octets, at, output, pending, part);
            pending += part;
            at += part;
            left -= part;
        }
    }

    /** {@link #write(byte[], int, int)} as a stream. */
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                PeerConnection.this.write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                PeerConnection.this.write(octets, from, length);
            }
        };
    }

    /** Takes back what was written and not sent yet. */
    public byte[] takeBack() {
        byte[] unsent = Arrays.copyOf(output, pending);
        pending = 0;
        return unsent;
    }

    /** Sends all that was written, in one segment if it fits. */
    public void flush() throws IOException {
        if (pending > 0) {
            waitDue = heard && isDrainedForGood();
            send();
        }
    }

    private void send() throws IOException {
        boolean cut = cutIn >= 0 && pending >= cutIn;
        int length = cut ? (int) cutIn : pending;
        pending = 0;
        if (transcript != null) {
            transcript.sent(output, 0, length);
        }
        writingSince = System.nanoTime() | 1;
        try {
            if (length > 0) {
                out.write(output, 0, length);
                out.flush();
            }
        } finally {
            writingSince = 0;
        }
        if (cut) {
            end(cutBy);
            throw new ConnectionCut("Cut after the octet that the test named");
        }
        cutIn = cutIn < 0 ? -1 : cutIn - length;
    }

    /** Ends the connection after so many octets more were sent; the sending then throws {@link ConnectionCut}. */
    public void cutAfter(long octets, Ending how) throws IOException {
        flush();
        cutIn = octets;
        cutBy = how;
    }

    // TLS and the end

    /**
     * Changes to TLS, now. What came before it and was not used would be read as if it came under TLS: see
     * {@link #unused()}.
     */
    public void startTls(ServerTls tls) throws IOException {
        flush();
        countWaitIfDue();
        SSLSocket secure = tls.accept(raw);
        socket = secure;
        in = secure.getInputStream();
        out = secure.getOutputStream();
        heard = false;
        if (transcript != null) {
            transcript.note("TLS: " + secure.getSession().getProtocol());
        }
    }

    /** The TLS session's socket, or {@code null} in clear. */
    public @Nullable SSLSocket tls() {
        return socket instanceof SSLSocket secure ? secure : null;
    }

    /** Sends what is pending, then close_notify (under TLS) and FIN. Reading stays possible. */
    public void shutdownOutput() throws IOException {
        flush();
        waitDue = false;
        if (socket != raw) {
            socket.shutdownOutput();
        }
        if (!raw.isOutputShutdown()) {
            raw.shutdownOutput();
        }
    }

    /**
     * {@link #shutdownOutput()}, then reads and drops what comes until the client goes, so that it can read our last
     * words.
     */
    public void closeGently(Duration patience) throws IOException {
        shutdownOutput();
        raw.setSoTimeout(Math.toIntExact(patience.toMillis()));
        try {
            while (read() >= 0) {
                next = end;
            }
        } catch (IOException goneTheHardWay) {
            // However it goes, and if it does not go it had its time.
        }
    }

    /** Ends the connection at once; nothing pending is sent. */
    public void end(Ending how) throws IOException {
        if (how == Ending.RESET && !raw.isClosed()) {
            raw.setSoLinger(true, 0);
        }
        raw.close();
    }

    /** Sends what is pending, then close_notify (under TLS), and closes; awaits nothing from the client. */
    @Override
    public void close() throws IOException {
        // Not by the TLS socket, which would await the client's close_notify.
        try (Socket toClose = raw) {
            if (!toClose.isClosed() && !toClose.isOutputShutdown()) {
                shutdownOutput();
            }
        }
    }

    // What others may ask

    /** Waits counted so far. */
    public long waits() {
        return waits.get();
    }

    /** Whether a write has been blocked for longer than this: the client does not read. */
    public boolean isWritingFor(Duration atLeast) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > atLeast.toNanos();
    }
}
