package io.maillite.testkit.smtp;

import io.maillite.testkit.net.OctetTest;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Reads a message up to its end of data and undoes the dot-stuffing (RFC 5321 4.5.2).
 *
 * <p>The strict reading knows CRLF as the only line end. The lax one, which made SMTP smuggling possible, takes a bare
 * CR and a bare LF for line ends, too, so {@code LF.LF} and {@code CR.CR} end the data.
 */
final class DataReader implements OctetTest {
    private static final int BUFFER = 1 << 13;

    private enum State {
        LINE_START,
        TEXT,
        AFTER_CR,
        DOT,
        DOT_CR
    }

    private final boolean lax;
    private final OutputStream sink;
    private final byte[] buffer = new byte[BUFFER];
    private int length;
    private State state = State.LINE_START;
    private boolean endedInCr;

    DataReader(boolean lax, OutputStream sink) {
        this.lax = lax;
        this.sink = sink;
    }

    /** Whether the end was a lax {@code .CR}, so that an LF which comes next still belongs to it. */
    boolean endedInCr() {
        return endedInCr;
    }

    @Override
    public boolean isLast(byte octet) throws IOException {
        boolean last = take(octet);
        if (last) {
            empty();
        }
        return last;
    }

    @Override
    public int endIn(byte[] octets, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            int run = state == State.TEXT ? endOfText(octets, at, to) : at;
            if (run > at) {
                empty();
                sink.write(octets, at, run - at);
                at = run;
            } else if (isLast(octets[at++])) {
                return at;
            }
        }
        return -1;
    }

    private int endOfText(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && octets[at] != '\r' && (octets[at] != '\n' || !lax)) {
            at++;
        }
        return at;
    }

    private boolean take(byte octet) throws IOException {
        switch (state) {
            case DOT -> {
                if (octet == '\r') {
                    state = State.DOT_CR;
                    endedInCr = lax;
                    return lax;
                }
                if (octet == '\n' && lax) {
                    return true;
                }
                text(octet);
            }
            case DOT_CR -> {
                if (octet == '\n') {
                    return true;
                }
                emit((byte) '\r');
                text(octet);
            }
            case AFTER_CR -> {
                if (octet == '\n') {
                    emit(octet);
                    state = State.LINE_START;
                } else if (lax) {
                    lineStart(octet);
                } else {
                    text(octet);
                }
            }
            case LINE_START -> lineStart(octet);
            case TEXT -> text(octet);
        }
        return false;
    }

    private void lineStart(byte octet) throws IOException {
        if (octet == '.') {
            state = State.DOT;
        } else {
            text(octet);
        }
    }

    private void text(byte octet) throws IOException {
        emit(octet);
        if (octet == '\r') {
            state = State.AFTER_CR;
        } else {
            state = octet == '\n' && lax ? State.LINE_START : State.TEXT;
        }
    }

    private void emit(byte octet) throws IOException {
        if (length == buffer.length) {
            empty();
        }
        buffer[length++] = octet;
    }

    private void empty() throws IOException {
        sink.write(buffer, 0, length);
        length = 0;
    }
}
