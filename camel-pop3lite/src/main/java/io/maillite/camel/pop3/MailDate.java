package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import java.io.IOException;
import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.IsoChronology;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When a mail says that it was written: its {@code Date} (RFC 5322 sections 3.6.1 and 4.3). The header section is read
 * no further than that, and what is no date is none. It is read by hand, because each message has one: the JDK's parser
 * took more than half of the time that a message costs.
 */
final class MailDate {
    /** Zones that have names, in hours (RFC 5322 section 4.3); all others are as good as none. */
    private static final Map<String, Integer> ZONES =
            Map.of("EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7);

    private static final byte[] NAME = {'d', 'a', 't', 'e'};

    /** A longer value is no date. */
    private static final int MAX_VALUE = 1000;

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LETTERS = 3;

    /** What the JDK takes for one. */
    private static final int MAX_ZONE_HOURS = 18;

    private static final long SECONDS_OF_DAY = 86_400;

    private final String text;
    private int at;
    private boolean isDate = true;

    private MailDate(String text) {
        this.text = text;
        at = text.indexOf(',') + 1; // its day says nothing
    }

    /** In milliseconds since 1970; empty if the mail has none that can be read. */
    static OptionalLong of(MailContent content) {
        try {
            HeaderSection header = new HeaderSection(content.octets());
            while (header.next()) {
                if (header.isNamed(NAME)) {
                    return new MailDate(withoutComments(header.value(MAX_VALUE))).parse();
                }
            }
        } catch (IOException e) {
            // whoever reads the body will meet it
        }
        return OptionalLong.empty();
    }

    /** Comments may stand in one another (RFC 5322 section 3.2.2). */
    private static String withoutComments(String text) {
        if (text.indexOf('(') < 0) {
            return text;
        }
        StringBuilder rest = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (depth > 0 && c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (depth > 0) {
                depth -= c == ')' ? 1 : 0;
            } else {
                rest.append(c);
            }
        }
        return rest.toString();
    }

    private OptionalLong parse() {
        space();
        int day = number(1, 2);
        requireSpace();
        int month = month();
        requireSpace();
        int year = year();
        requireSpace();
        int seconds = time();
        requireSpace();
        int zone = zone();
        if (!isDate || day < 1 || day > Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year))) {
            return OptionalLong.empty();
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return OptionalLong.of((days * SECONDS_OF_DAY + seconds - zone) * 1000);
    }

    private int month() {
        int name = 0;
        while (name < MONTHS.length() && !text.regionMatches(true, at, MONTHS, name, LETTERS)) {
            name += LETTERS;
        }
        if (name == MONTHS.length()) {
            isDate = false;
            return 1;
        }
        at += LETTERS;
        return name / LETTERS + 1;
    }

    /** Two and three digits as RFC 5322 section 4.3 reads them. */
    private int year() {
        int from = at;
        int year = number(2, 4);
        return switch (at - from) {
            case 2 -> year + (year < 50 ? 2000 : 1900);
            case 3 -> year + 1900;
            default -> year;
        };
    }

    /** In seconds. */
    private int time() {
        int hours = number(1, 2);
        require(':');
        int minutes = number(1, 2);
        int seconds = 0;
        if (has(':')) {
            at++;
            seconds = number(1, 2);
        }
        require(hours < 24 && minutes < 60 && seconds <= 60); // there are leap seconds
        return (hours * 60 + minutes) * 60 + seconds;
    }

    /** In seconds. */
    private int zone() {
        if (has('+') || has('-')) {
            int sign = has('-') ? -1 : 1;
            at++;
            int digits = number(4, 4);
            int minutes = digits / 100 * 60 + digits % 100;
            require(digits % 100 < 60 && minutes <= MAX_ZONE_HOURS * 60 && (at == text.length() || isSpace()));
            return sign * minutes * 60;
        }
        int from = at;
        while (at < text.length() && !isSpace()) {
            at++;
        }
        require(from < at && Character.isLetter(text.charAt(from)));
        return 3600 * ZONES.getOrDefault(text.substring(from, at).toUpperCase(Locale.ROOT), 0);
    }

    private int number(int fewest, int most) {
        int from = at;
        int number = 0;
        while (at < text.length() && at - from < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + text.charAt(at++) - '0';
        }
        require(at - from >= fewest);
        return number;
    }

    private void require(char c) {
        isDate &= has(c);
        at += has(c) ? 1 : 0;
    }

    private boolean has(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void requireSpace() {
        require(at < text.length() && isSpace());
        space();
    }

    private void space() {
        while (at < text.length() && isSpace()) {
            at++;
        }
    }

    private boolean isSpace() {
        return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    private void require(boolean as) {
        isDate &= as;
    }
}
