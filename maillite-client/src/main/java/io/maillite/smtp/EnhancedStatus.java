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
        int subject = 0;
        int number = 0;
        int digits = 0;
        boolean inDetail = false;
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && digits < MOST_DIGITS) {
                number = number * 10 + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && !inDetail) {
                inDetail = true;
                subject = number;
                number = 0;
                digits = 0;
            } else if ((c == ' ' || c == '\t') && digits > 0 && inDetail) {
                break;
            } else {
                return Optional.empty();
            }
        }
        return inDetail && digits > 0 ? Optional.of(new EnhancedStatus(kind, subject, number)) : Optional.empty();
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
