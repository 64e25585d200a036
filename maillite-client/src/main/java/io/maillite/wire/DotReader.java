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
        State now = state;
        int run = from; // what is content from here on was not passed on yet
        int i = from;
        while (i < to && now != State.END) {
            byte octet = in[i];
            switch (now) {
                case TEXT, CR, LINE_START -> {
                    int dot = octet == '.' ? i : Octets.indexOfDot(in, i, to);
                    now = behind(now, in, i, dot);
                    i = dot;
                    if (dot < to) {
                        if (now == State.LINE_START) {
                            pass(in, run, dot, sink);
                            run = dot + 1;
                            now = State.DOT;
                        } else {
                            now = State.TEXT;
                        }
                        i++;
                    }
                }
                case DOT -> {
                    if (octet == '\r') {
                        run = i + 1;
                        now = State.DOT_CR;
                    } else if (octet == '\n' && lfEndsLines) {
                        run = i + 1;
                        now = State.END;
                    } else {
                        now = afterText(octet);
                    }
                    i++;
                }
                case DOT_CR -> {
                    if (octet == '\n') {
                        run = i + 1;
                        now = State.END;
                    } else {
                        sink.accept(HELD_CR, 0, 1);
                        now = afterText(octet);
                    }
                    i++;
                }
                case END -> throw new IllegalStateException("The content has ended");
            }
        }
        pass(in, run, i, sink);
        state = now;
        return i;
    }

    private State afterText(byte octet) {
        if (octet == '\r') {
            return State.CR;
        }
        return octet == '\n' && lfEndsLines ? State.LINE_START : State.TEXT;
    }

    /** Where octets lead to that hold no dot: only a dot that starts a line is of interest, and so the end of them. */
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

    private static void pass(byte[] in, int from, int to, ContentSink sink) throws MailException {
        if (from < to) {
            sink.accept(in, from, to - from);
        }
    }
}
