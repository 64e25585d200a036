package io.maillite.wire;

/**
 * Takes dot-stuffed content apart (RFC 1939 section 3, RFC 5321 section 4.5.2): finds the line that holds a dot alone,
 * takes the first dot off lines that start with one, and passes everything else on as it is, octet for octet. It goes
 * on where it stopped, wherever the input is split.
 *
 * <p>A line ends in CRLF and nothing else: a lone LF or CR is content, and a dot behind it too. Only from a server that
 * ends all its lines in LF alone does LF end a line of content.
 */
public final class DotReader {
    private enum State {
        /** Within a line. */
        TEXT,
        /** Behind a CR. */
        CR,
        /** At the start of a line. */
        LINE_START,
        /** Behind a dot that starts a line, and was not passed on. */
        DOT,
        /** Behind such a dot and a CR, neither passed on. */
        DOT_CR,
        /** Behind the line that ends the content. */
        END
    }

    private static final byte[] HELD_CR = {'\r'};

    private final boolean lfEndsLines;
    private State state = State.LINE_START;

    /** @param lfEndsLines whether the server ends its lines in LF alone */
    public DotReader(boolean lfEndsLines) {
        this.lfEndsLines = lfEndsLines;
    }

    /** Whether the line that ends the content was read. */
    public boolean isAtEnd() {
        return state == State.END;
    }

    /**
     * Reads on.
     *
     * @param in holds what came
     * @param from where it starts
     * @param to where it ends
     * @param sink takes the content
     * @return where it stopped: {@code to}, or behind the line that ends the content
     * @throws MailException if the sink ends the session
     */
    public int read(byte[] in, int from, int to, ContentSink sink) throws MailException {
        int i = from;
        while (i < to && state != State.END) {
            if (state == State.DOT || state == State.DOT_CR) {
                i += behindDot(in[i], sink);
            } else {
                int dot = dotAtLineStart(in, i, to);
                if (i < dot) {
                    sink.accept(in, i, dot - i);
                }
                i = dot;
                if (dot < to) {
                    state = State.DOT;
                    i++;
                }
            }
        }
        return i;
    }

    /** Where the next dot is that starts a line; {@code to} if there is none, and what stands there is known then. */
    private int dotAtLineStart(byte[] in, int from, int to) {
        int i = from;
        while (true) {
            int dot = Octets.indexOfLeadingDot(in, i, to);
            state = behind(state, in, i, dot);
            if (dot == to || state == State.LINE_START) {
                return dot;
            }
            state = State.TEXT;
            i = dot + 1;
        }
    }

    /** @return how many octets that is taken for: 0 if it is content, which is for the next look at it */
    private int behindDot(byte octet, ContentSink sink) throws MailException {
        boolean behindCr = state == State.DOT_CR;
        if (octet == '\n' && (behindCr || lfEndsLines)) {
            state = State.END;
            return 1;
        }
        if (behindCr) {
            sink.accept(HELD_CR, 0, 1);
            state = State.CR;
            return 0;
        }
        if (octet == '\r') {
            state = State.DOT_CR;
            return 1;
        }
        state = State.TEXT;
        return 0;
    }

    private State afterText(byte octet) {
        if (octet == '\r') {
            return State.CR;
        }
        return octet == '\n' && lfEndsLines ? State.LINE_START : State.TEXT;
    }

    /** Where octets lead to that hold no dot behind an LF: it is only the end of them that is of interest. */
    private State behind(State before, byte[] in, int from, int to) {
        if (from == to) {
            return before;
        }
        if (in[to - 1] != '\n' || lfEndsLines) {
            return afterText(in[to - 1]);
        }
        boolean behindCr = to - from > 1 ? in[to - 2] == '\r' : before == State.CR;
        return behindCr ? State.LINE_START : State.TEXT;
    }
}
