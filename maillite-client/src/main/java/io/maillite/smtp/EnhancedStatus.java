package io.maillite.smtp;

import java.util.Optional;

/**
 * An enhanced status code (RFC 3463): {@code 4.2.2}.
 *
 * @param kind 2 success, 4 failure that may pass, 5 failure that stays
 * @param subject what it is about
 * @param detail more precisely
 */
public record EnhancedStatus(int kind, int subject, int detail) {
    private static final int MOST_DIGITS = 3;

    /** RFC 2034 section 4: at the start of the text, and of the same class as the reply's code. */
    static Optional<EnhancedStatus> atStartOf(String text, int replyCode) {
        int kind = replyCode / 100;
        if (text.length() < 5 || text.charAt(0) != '0' + kind || text.charAt(1) != '.' || kind == 3) {
            return Optional.empty();
        }
        int afterSubject = afterDigits(text, 2);
        if (afterSubject == 2 || afterSubject >= text.length() || text.charAt(afterSubject) != '.') {
            return Optional.empty();
        }
        int detail = afterSubject + 1;
        int end = afterDigits(text, detail);
        if (end == detail || (end < text.length() && !isSpace(text.charAt(end)))) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedStatus(
                kind, Integer.parseInt(text, 2, afterSubject, 10), Integer.parseInt(text, detail, end, 10)));
    }

    private static int afterDigits(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + MOST_DIGITS && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    boolean isAbout(int subject, int detail) {
        return this.subject == subject && this.detail == detail;
    }

    /** As on the wire. */
    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }
}
