package io.maillite.pop3;

/** The words of a line, one after the other: what spaces and tabs set apart. */
final class Words {
    private final String line;
    private int at;

    Words(String line) {
        this.line = line.strip();
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
        int to = skip();
        long value = to - from > most ? -1 : 0;
        for (int i = from; i < to && value >= 0; i++) {
            int digit = line.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        }
        return value;
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
