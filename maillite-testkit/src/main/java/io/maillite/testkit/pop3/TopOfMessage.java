package io.maillite.testkit.pop3;

import java.io.IOException;
import java.io.OutputStream;

/** Lets the header, the blank line and so many lines of the body through (RFC 1939 7, TOP), and drops the rest. */
final class TopOfMessage extends OutputStream {
    private final OutputStream sink;
    private int bodyLines;
    private boolean body;
    private int lineLength;

    TopOfMessage(OutputStream sink, int bodyLines) {
        this.sink = sink;
        this.bodyLines = bodyLines;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        int at = from;
        while (at < from + length && !isOver()) {
            take(octets[at++]);
        }
        sink.write(octets, from, at - from);
    }

    private boolean isOver() {
        return body && bodyLines <= 0;
    }

    private void take(byte octet) {
        if (octet == '\n') {
            if (body) {
                bodyLines--;
            } else {
                body = lineLength == 0;
            }
            lineLength = 0;
        } else if (octet != '\r') {
            lineLength++;
        }
    }
}
