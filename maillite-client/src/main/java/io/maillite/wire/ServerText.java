package io.maillite.wire;

/** Text that a server sent, made fit for logs and exceptions: a server must not write our terminal or fill our disk. */
public final class ServerText {
    private static final int MAX_LENGTH = 512;

    private ServerText() {}

    /**
     * The text without control characters (line ends and tabs become spaces) and cut to 512 characters.
     *
     * @param text anything
     * @return one printable line
     */
    public static String printable(String text) {
        return cut(withoutControls(text));
    }

    /**
     * The text without white space around it.
     *
     * @param text anything
     * @return the same text where there is nothing to take off, as nearly always
     */
    public static String stripped(String text) {
        int last = text.length() - 1;
        return last < 0 || (isInk(text.charAt(0)) && isInk(text.charAt(last))) ? text : text.strip();
    }

    private static boolean isInk(char c) {
        return c > ' ' && c <= '~';
    }

    static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return stripped(text);
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH + 1 : MAX_LENGTH;
        return text.substring(0, end).concat("…").strip();
    }

    /** The same text where there is nothing to take out: what nearly all servers say nearly always. */
    static String withoutControls(String text) {
        return isPlain(text) ? text : cleaned(text);
    }

    /** Whether it holds nothing but what US-ASCII can print. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' || c < ' ') {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\t' || c == '\r' || c == '\n') {
                out.append(' ');
            } else if (!isUnprintable(c)) {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean isUnprintable(int c) {
        if (Character.isISOControl(c)) {
            return true;
        }
        return switch (Character.getType(c)) {
            // bidirectional overrides and the like reorder a log line on the screen
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
