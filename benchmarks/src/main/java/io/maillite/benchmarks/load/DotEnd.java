package io.maillite.benchmarks.load;

/**
 * Finds the end of what ends with a line of one dot, CRLF.CRLF, wherever the octets are split. Looks at nothing else.
 */
public final class DotEnd {
    private static final int TEXT = 0;
    private static final int CR = 1;
    private static final int LINE_START = 2;
    private static final int DOT = 3;
    private static final int DOT_CR = 4;

    private int state = TEXT;

    /** What comes next is at the start of a line: an end there has no CRLF of its own in front. */
    public void atLineStart() {
        state = LINE_START;
    }

    /**
     * Looks at further octets.
     *
     * @return behind the end, after which it looks for the next; or -1 if there is none up to {@code to}
     */
    public int find(byte[] octets, int from, int to) {
        int now = state;
        int at = from;
        while (at < to) {
            if (now == TEXT) {
                while (at < to && octets[at] != '\r') {
                    at++;
                }
                if (at == to) {
                    break;
                }
                now = CR;
                at++;
                continue;
            }
            byte octet = octets[at++];
            if (now == CR && octet == '\n') {
                now = LINE_START;
            } else if (now == LINE_START && octet == '.') {
                now = DOT;
            } else if (now == DOT && octet == '\r') {
                now = DOT_CR;
            } else if (now == DOT_CR && octet == '\n') {
                // the CRLF of this end is the start of a line, too
                state = LINE_START;
                return at;
            } else {
                now = octet == '\r' ? CR : TEXT;
            }
        }
        state = now;
        return -1;
    }
}
