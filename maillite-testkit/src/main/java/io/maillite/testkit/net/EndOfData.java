package io.maillite.testkit.net;

/**
 * The end of a message on the wire: {@code CRLF.CRLF}, or {@code .CRLF} at its very beginning (RFC 5321 4.1.1.4, RFC
 * 1939 3). Bare CR and bare LF end no line.
 */
public final class EndOfData implements OctetTest {
    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};

    /** How much of {@link #END} came last; a message begins after a line end. */
    private int matched = 2;

    @Override
    public boolean isLast(byte octet) {
        if (octet == END[matched]) {
            matched++;
        } else {
            // A CR begins anew, whatever it broke; no other octet can.
            matched = octet == '\r' ? 1 : 0;
        }
        if (matched == END.length) {
            matched = 2;
            return true;
        }
        return false;
    }
}
