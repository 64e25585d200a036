package io.maillite.testkit.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends a message as both protocols do (RFC 1939 3, RFC 5321 4.5.2): a dot at the beginning of a line is doubled, and
 * {@link #finish()} ends the message with the lone dot. Only CRLF ends a line. What goes through is not changed
 * otherwise.
 */
public final class DotStuffing extends OutputStream {
    private static final byte[] END = {'.', '\r', '\n'};
    private static final byte[] LINE_END = {'\r', '\n'};

    private final OutputStream sink;
    private boolean afterCr;
    private boolean atLineStart = true;

    /** Sends to this. */
    public DotStuffing(OutputStream sink) {
        this.sink = sink;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        int sent = from;
        int to = from + length;
        int at = from;
        while (at < to) {
            if (atLineStart && octets[at] == '.') {
                sink.write(octets, sent, at - sent);
                sink.write(END, 0, 1);
                sent = at;
            }
            int lineFeed = at;
            while (lineFeed < to && octets[lineFeed] != '\n') {
                lineFeed++;
            }
            // What stands before the LF; where it is the first octet, that is what the last call ended with.
            boolean cr = lineFeed > from ? octets[lineFeed - 1] == '\r' : afterCr;
            afterCr = lineFeed == to && cr;
            atLineStart = lineFeed < to && cr;
            at = lineFeed + 1;
        }
        sink.write(octets, sent, to - sent);
    }

    /** Ends the last line if it has no end, and then the message. */
    public void finish() throws IOException {
        if (!atLineStart) {
            sink.write(LINE_END);
        }
        sink.write(END);
    }

    /** What a message was before its dots were doubled. */
    public static byte[] undo(byte[] stuffed) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(stuffed.length);
        for (int i = 0; i < stuffed.length; i++) {
            boolean atLineStart = i == 0 || (i > 1 && stuffed[i - 1] == '\n' && stuffed[i - 2] == '\r');
            if (stuffed[i] != '.' || !atLineStart) {
                message.write(stuffed[i]);
            }
        }
        return message.toByteArray();
    }
}
