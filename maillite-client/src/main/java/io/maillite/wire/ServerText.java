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

    static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text.strip();
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH + 1 : MAX_LENGTH;
        return text.substring(0, end).concat("…").strip();
    }

    /** The same text where there is nothing to take out: what nearly all servers say nearly always. */
    static String withoutControls(String text) {
        return isPlain(text) ? text : cleaned(text);
    }

    private static boolean isPlain(String text) {
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
