package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;

/**
 * When a mail says that it was written: its {@code Date} (RFC 5322 sections 3.6.1 and 4.3). The header section is read
 * no further than that, and what is no date is none.
 */
final class MailDate {
    /** Zones that have names (RFC 5322 section 4.3); all others are as good as none. */
    private static final Map<String, String> ZONES = Map.of(
            "EST", "-0500", "EDT", "-0400", "CST", "-0600", "CDT", "-0500", "MST", "-0700", "MDT", "-0600", "PST",
            "-0800", "PDT", "-0700");

    private MailDate() {}

    /** In milliseconds since 1970; empty if the mail has none that can be read. */
    static OptionalLong of(MailContent content) {
        try {
            ByteArrayBuffer field = DateField.find(content.octets());
            return field == null ? OptionalLong.empty() : parse(field);
        } catch (IOException e) {
            return OptionalLong.empty(); // whoever reads the body will meet it
        }
    }

    private static OptionalLong parse(ByteArrayBuffer value) {
        // Mime4j takes out comments and what was folded
        return parse(RawFieldParser.DEFAULT.parseValue(value, new ParserCursor(0, value.length()), null));
    }

    /** @param date without comments */
    static OptionalLong parse(String date) {
        StringTokenizer words = new StringTokenizer(date.substring(date.indexOf(',') + 1)); // its day says nothing
        if (words.countTokens() < 5) {
            return OptionalLong.empty();
        }
        String text = words.nextToken()
                + ' '
                + words.nextToken()
                + ' '
                + year(words.nextToken())
                + ' '
                + words.nextToken()
                + ' '
                + offset(words.nextToken());
        try {
            return OptionalLong.of(OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Two and three digits as RFC 5322 section 4.3 reads them. */
    private static String year(String digits) {
        if (digits.length() < 2 || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return digits;
        }
        int year = Integer.parseInt(digits);
        return Integer.toString(year + (year < 50 ? 2000 : 1900));
    }

    private static String offset(String zone) {
        return Character.isLetter(zone.charAt(0)) ? ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), "+0000") : zone;
    }
}
