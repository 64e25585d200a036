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
        State now = state;
        int run = from; // what is from here on was not passed on yet
        int i = from;
        while (i < to) {
            switch (now) {
                case LINE_START -> {
                    if (stuffing && in[i] == '.') {
                        pass(in, run, i);
                        out.accept(DOT, 0, 1);
                        run = i;
                    }
                    now = State.TEXT;
                }
                case TEXT -> {
                    i = nextLineEnd(in, i, to);
                    if (i < to && in[i] == '\r') {
                        i++;
                        now = State.CR;
                    } else if (i < to) {
                        pass(in, run, i);
                        out.accept(CRLF, 0, 2);
                        run = ++i;
                        now = State.LINE_START;
                    }
                }
                case CR -> {
                    if (in[i] == '\n') {
                        i++;
                    } else {
                        pass(in, run, i);
                        out.accept(LF, 0, 1);
                        run = i;
                    }
                    now = State.LINE_START;
                }
            }
        }
        pass(in, run, to);
        state = now;
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

    private static int nextLineEnd(byte[] in, int from, int to) {
        int i = from;
        while (i < to && in[i] != '\n' && in[i] != '\r') {
            i++;
        }
        return i;
    }

    private void pass(byte[] in, int from, int to) throws MailException {
        if (from < to) {
            out.accept(in, from, to - from);
        }
    }
}
