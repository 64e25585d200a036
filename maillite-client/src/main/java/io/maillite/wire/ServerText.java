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
        return isPlain(text) ? text : cleaned(text);
    }

    /** What nearly all servers say nearly always needs no cleaning. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > '~' || c < ' ') {
                return false;
            }
        }
        return length == 0 || (text.charAt(0) != ' ' && text.charAt(length - 1) != ' ');
    }

    private static String cleaned(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (out.length() >= MAX_LENGTH) {
                return out.append('…').toString();
            }
            if (c == '\t' || c == '\r' || c == '\n') {
                out.append(' ');
            } else if (!isUnprintable(c)) {
                out.appendCodePoint(c);
            }
        }
        return out.toString().strip();
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
