package io.maillite.pop3;

import io.maillite.wire.ServerText;

/** The words of a line, one after the other: what spaces and tabs set apart. */
final class Words {
    private final String line;
    private int at;

    Words(String line) {
        this.line = ServerText.stripped(line);
    }

    /** Whether there is another one. */
    boolean hasMore() {
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
        return at < line.length();
    }

    /** The next one; empty if there is none. */
    String next() {
        return hasMore() ? line.substring(at, skip()) : "";
    }

    /**
     * The next one as a number.
     *
     * @param most digits, 18 at most
     * @return -1 if there is none, or it is no such number
     */
    long number(int most) {
        if (!hasMore()) {
            return -1;
        }
        int from = at;
        long value = 0;
        boolean isNumber = true;
        for (; at < line.length() && !isSpace(line.charAt(at)); at++) {
            int digit = line.charAt(at) - '0';
            isNumber &= digit >= 0 && digit <= 9;
            value = value * 10 + digit; // whatever that is, if it is none or has too many
        }
        return isNumber && at - from <= most ? value : -1;
    }

    /** @return behind the word that begins here, which is where the next is looked for */
    private int skip() {
        while (at < line.length() && !isSpace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
