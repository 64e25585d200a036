package io.maillite.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced status code (RFC 3463): {@code 4.2.2}.
 *
 * @param kind 2 success, 4 failure that may pass, 5 failure that stays
 * @param subject what it is about
 * @param detail more precisely
 */
public record EnhancedStatus(int kind, int subject, int detail) {
    /** RFC 2034 section 4: at the start of the text, and of the same class as the reply's code. */
    private static final Pattern AT_START = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?:\\s.*)?");

    static Optional<EnhancedStatus> atStartOf(String text, int replyCode) {
        Matcher found = AT_START.matcher(text);
        if (!found.matches() || Integer.parseInt(found.group(1)) != replyCode / 100) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedStatus(
                Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3))));
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
