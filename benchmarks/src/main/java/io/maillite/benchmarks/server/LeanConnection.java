package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.DotEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A server's end, made for speed: large buffers, and what is written goes out when the input is used up, so that
 * commands which came together are answered together.
 */
final class LeanConnection {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] input = new byte[BUFFER];
    private int from;
    private int to;
    private final byte[] output = new byte[BUFFER];
    private int length;

    LeanConnection(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next line without its line end; {@code null} when the peer has closed. */
    @Nullable
    String readLine() throws IOException {
        int scanned = from;
        while (true) {
            for (; scanned < to; scanned++) {
                if (input[scanned] == '\n') {
                    int end = scanned > from && input[scanned - 1] == '\r' ? scanned - 1 : scanned;
                    String line = new String(input, from, end - from, StandardCharsets.ISO_8859_1);
                    from = scanned + 1;
                    return line;
                }
            }
            int kept = to - from;
            if (!fill()) {
                return null;
            }
            scanned = from + kept;
        }
    }

    /** Reads and forgets so many octets. */
    void skip(long octets) throws IOException {
        long left = octets;
        while (true) {
            int taken = (int) Math.min(left, to - from);
            from += taken;
            left -= taken;
            if (left == 0) {
                return;
            }
            if (!fill()) {
                throw new IOException("The peer closed within a chunk");
            }
        }
    }

    /** Reads and forgets up to the line of one dot; gives how many octets that was. */
    long skipData() throws IOException {
        DotEnd dots = new DotEnd();
        dots.atLineStart();
        long octets = 0;
        while (true) {
            int end = dots.find(input, from, to);
            octets += (end < 0 ? to : end) - from;
            from = end < 0 ? to : end;
            if (end >= 0) {
                return octets;
            }
            if (!fill()) {
                throw new IOException("The peer closed within a message");
            }
        }
    }

    private boolean fill() throws IOException {
        flush();
        if (from > 0) {
            System.arraycopy(input, from, input, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == input.length) {
            throw new IOException("A line of more than " + BUFFER + " octets");
        }
        int count = in.read(input, to, input.length - to);
        to += Math.max(count, 0);
        return count >= 0;
    }

    void write(byte[] octets) throws IOException {
        if (octets.length > output.length - length) {
            flush();
        }
        if (octets.length > output.length) {
            out.write(octets);
        } else {
            System.arraycopy(octets, 0, output, length, octets.length);
            length += octets.length;
        }
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
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
}
