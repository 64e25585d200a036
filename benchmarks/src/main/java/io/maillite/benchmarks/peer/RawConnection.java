package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.DotEnd;
import io.maillite.benchmarks.load.Task;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare socket with buffers of 64 KiB. RAW has it count what ends, and looks at nothing else: the practical limit. */
final class RawConnection implements Closeable {
    private static final int BUFFER = 1 << 16;

    private static final Buffer INPUT = new Buffer();
    private static final Buffer OUTPUT = new Buffer();

    /** Only counts. */
    static final Taker NOBODY = new Taker() {
        @Override
        public void octets(byte[] from, int offset, int length) {}

        @Override
        public void end() {}
    };

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] input = INPUT.get();
    private int from;
    private int to;
    private final byte[] output = OUTPUT.get();
    private int length;
    private final DotEnd dots = new DotEnd();
    private long octets;

    RawConnection(Task task) throws IOException {
        socket = Sockets.open(task);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Octets that came so far. */
    long octets() {
        return octets;
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.US_ASCII));
    }

    void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    void write(byte[] octets, int offset, int count) throws IOException {
        if (count > output.length - length) {
            flush();
        }
        if (count > output.length) {
            out.write(octets, offset, count);
        } else {
            System.arraycopy(octets, offset, output, length, count);
            length += count;
        }
    }

    /** For content that is made while it is written. */
    OutputStream stream() throws IOException {
        flush();
        return out;
    }

    void flush() throws IOException {
        if (length > 0) {
            out.write(output, 0, length);
            length = 0;
        }
    }

    /** Reads to the end of this many lines, which must be all that was awaited. */
    String lines(int count) throws IOException {
        StringBuilder text = new StringBuilder();
        int left = count;
        while (left > 0) {
            await();
            while (left > 0 && from < to) {
                byte octet = input[from++];
                text.append((char) octet);
                left -= octet == '\n' ? 1 : 0;
            }
        }
        return text.toString();
    }

    /** Reads a line; without its end. */
    String line() throws IOException {
        int end = lineEnd();
        String line = new String(input, from, end - 1 - from, StandardCharsets.ISO_8859_1);
        from = end + 1;
        return line;
    }

    /** Passes over a line, and gives its first octet. */
    int skipLine() throws IOException {
        int end = lineEnd();
        int first = input[from];
        from = end + 1;
        return first;
    }

    /** Whether a whole line has come that was not read. */
    boolean hasLine() {
        return indexOfLf(from) >= 0;
    }

    private int lineEnd() throws IOException {
        int end = indexOfLf(from);
        while (end < 0) {
            int scanned = to - from;
            System.arraycopy(input, from, input, 0, scanned);
            from = 0;
            to = scanned;
            fill();
            end = indexOfLf(scanned);
        }
        return end;
    }

    private int indexOfLf(int start) {
        for (int i = start; i < to; i++) {
            if (input[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Waits for at least one line, and counts those that have come. */
    int countLines() throws IOException {
        int count = 0;
        while (count == 0) {
            await();
            while (from < to) {
                count += input[from++] == '\n' ? 1 : 0;
            }
        }
        return count;
    }

    /** A thread has one connection at a time, and its next one the same buffers: they are no work for the collector. */
    private static final class Buffer extends ThreadLocal<byte[]> {
        @Override
        protected byte[] initialValue() {
            return new byte[BUFFER];
        }
    }

    /** Takes what comes. */
    interface Taker {
        /** Takes octets of a reply of many lines: all of it, its first line and its end included. */
        void octets(byte[] from, int offset, int length) throws IOException;

        /** It was the end of one. */
        void end() throws IOException;
    }

    /** Waits for at least one end of a reply of many lines, and counts those that have come. */
    int countEnds() throws IOException {
        return countEnds(NOBODY);
    }

    /** The same, with somebody who takes all of it. */
    int countEnds(Taker taker) throws IOException {
        int count = 0;
        while (count == 0) {
            await();
            while (from < to) {
                int end = dots.find(input, from, to);
                int behind = end < 0 ? to : end;
                taker.octets(input, from, behind - from);
                from = behind;
                if (end >= 0) {
                    taker.end();
                    count++;
                }
            }
        }
        return count;
    }

    /** Reads until the server closes. */
    void readToEnd() throws IOException {
        flush();
        from = to;
        for (int count = in.read(input); count >= 0; count = in.read(input)) {
            octets += count;
        }
    }

    private void await() throws IOException {
        if (from < to) {
            return;
        }
        from = 0;
        to = 0;
        fill();
    }

    private void fill() throws IOException {
        flush();
        int count = in.read(input, to, input.length - to);
        if (count < 0) {
            throw new IOException("The server closed the connection");
        }
        octets += count;
        to += count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
