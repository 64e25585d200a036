package io.maillite.testkit.script;

import io.maillite.testkit.net.Octets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The client did something else than its dialogue says. */
final class Deviation extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int BEFORE = 80;
    private static final int AFTER = 80;

    private Deviation(String message) {
        super(message);
    }

    static Deviation because(String reason) {
        return new Deviation(reason + "\n");
    }

    static Deviation because(String reason, @Nullable Throwable cause) {
        Deviation deviation = because(reason);
        deviation.initCause(cause);
        return deviation;
    }

    /** Shows what was expected above what came, with a caret under the first octet that differs. */
    static Deviation between(String reason, byte[] expected, byte[] came, int at) {
        int from = Math.max(0, at - BEFORE);
        String head = from > 0 ? "… " : "";
        String same = Octets.visible(came, from, Math.min(at, came.length));
        return new Deviation(reason + ", at octet " + at + "\n"
                + "  expected: " + head + excerpt(expected, from, at) + "\n"
                + "  came:     " + head + excerpt(came, from, at) + "\n"
                + "            " + " ".repeat(head.length() + same.length()) + "^\n");
    }

    private static String excerpt(byte[] octets, int from, int at) {
        int to = Math.min(octets.length, at + AFTER);
        byte[] part = from < to ? Arrays.copyOfRange(octets, from, to) : new byte[0];
        return Octets.visible(part) + (to < octets.length ? " …" : "");
    }
}
