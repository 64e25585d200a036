package io.maillite.wire;

/**
 * Makes message content fit for the wire: every lone CR and lone LF becomes CRLF (RFC 5321 section 2.3.8 allows neither
 * alone), the last line gets its end if it has none and, for {@code DATA}, a line that starts with a dot gets another
 * in front (section 4.5.2). It goes on where it stopped, wherever the input is split.
 *
 * <p>So no message can hold the end of the data before its end, as strictly or as laxly as a server may read (SMTP
 * smuggling, CVE-2023-51764).
 */
public final class DotWriter {
    private enum State {
        LINE_START,
        TEXT,
        /** Behind a CR that was passed on, and whose LF is still owed. */
        CR
    }

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LF = {'\n'};
    private static final byte[] DOT = {'.'};

    private final boolean stuffing;
    private final ContentSink out;
    private State state = State.LINE_START;

    private DotWriter(boolean stuffing, ContentSink out) {
        this.stuffing = stuffing;
        this.out = out;
    }

    /**
     * For {@code DATA}: line ends and dots. The end of the data itself, {@code .} and CRLF, is the caller's to write.
     */
    public static DotWriter stuffing(ContentSink out) {
        return new DotWriter(true, out);
    }

    /** For {@code BDAT} (RFC 3030), which needs no dots: line ends only. */
    public static DotWriter lineEndsOnly(ContentSink out) {
        return new DotWriter(false, out);
    }

    /**
     * Writes the next octets of the content.
     *
     * @param in holds the content
     * @param from where it starts
     * @param to where it ends
     * @throws MailException if the connection is lost
     */
    public void write(byte[] in, int from, int to) throws MailException {
        int i = from;
        while (i < to) {
            int clean = clean(in, i, to);
            if (i < clean) {
                out.accept(in, i, clean - i);
            }
            i = clean < to ? mend(clean) : to;
        }
    }

    /**
     * Goes over the next octets of the content as far as they are fit as they are, and writes nothing: for who has them
     * where they are needed already.
     *
     * @param in holds the content
     * @param from where it starts
     * @param to where it ends
     * @return where something has to be mended, and {@link #write} has to go on; {@code to} if nothing has
     */
    public int clean(byte[] in, int from, int to) {
        State now = state;
        int i = from;
        boolean isClean = true;
        while (i < to && isClean) {
            int clean = now == State.CR || isDotAtStart(now, in[i]) ? i : Octets.endOfClean(in, i, to, stuffing);
            if (clean > i) {
                now = behind(in[clean - 1]);
                i = clean;
                continue;
            }
            switch (now) {
                case LINE_START -> {
                    isClean = !isDotAtStart(now, in[i]);
                    now = isClean ? State.TEXT : now;
                }
                case TEXT -> {
                    i = nextLineEnd(in, i, to);
                    if (i < to) {
                        isClean = in[i] == '\r';
                        i += isClean ? 1 : 0;
                        now = isClean ? State.CR : now;
                    }
                }
                case CR -> {
                    isClean = in[i] == '\n';
                    i += isClean ? 1 : 0;
                    now = isClean ? State.LINE_START : now;
                }
            }
        }
        state = now;
        return i;
    }

    private boolean isDotAtStart(State now, byte octet) {
        return stuffing && now == State.LINE_START && octet == '.';
    }

    /** @return where to go on: what is there may be left out */
    private int mend(int at) throws MailException {
        switch (state) {
            case LINE_START -> {
                out.accept(DOT, 0, 1);
                state = State.TEXT;
                return at;
            }
            case TEXT -> {
                out.accept(CRLF, 0, 2);
                state = State.LINE_START;
                return at + 1;
            }
            case CR -> {
                out.accept(LF, 0, 1);
                state = State.LINE_START;
                return at;
            }
        }
        throw new IllegalStateException("There is no such state");
    }

    /** Whether what was written last is the end of a line, or nothing was written. */
    public boolean isAtLineStart() {
        return state == State.LINE_START;
    }

    /**
     * Ends the last line, if it has no end yet.
     *
     * @throws MailException if the connection is lost
     */
    public void end() throws MailException {
        switch (state) {
            case LINE_START -> {}
            case TEXT -> out.accept(CRLF, 0, 2);
            case CR -> out.accept(LF, 0, 1);
        }
        state = State.LINE_START;
    }

    /** Where content leads to that is clean up to here. */
    private static State behind(byte octet) {
        return switch (octet) {
            case '\r' -> State.CR;
            case '\n' -> State.LINE_START;
            default -> State.TEXT;
        };
    }

    private static int nextLineEnd(byte[] in, int from, int to) {
        int i = from;
        while (i < to && in[i] != '\n' && in[i] != '\r') {
            i++;
        }
        return i;
    }
}
