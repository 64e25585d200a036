package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;

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
        OptionalLong[] found = {OptionalLong.empty()};
        try {
            HeaderSection.read(content.fromStart(), field -> {
                if (!field.getName().equalsIgnoreCase("Date")) {
                    return true;
                }
                found[0] = parse(field);
                return false;
            });
        } catch (IOException e) {
            return OptionalLong.empty(); // whoever reads the body will meet it
        }
        return found[0];
    }

    private static OptionalLong parse(Field field) {
        ByteSequence raw = field.getRaw();
        ParserCursor start = new ParserCursor(field.getName().length(), raw.length());
        // Mime4j takes out comments and what was folded; the first word is the colon
        String value = RawFieldParser.DEFAULT.parseValue(raw, start, null);
        return parse(value.substring(value.indexOf(':') + 1));
    }

    /** @param date without comments */
    static OptionalLong parse(String date) {
        String[] words =
                date.substring(date.indexOf(',') + 1).strip().split("\\s+", -1); // the day of the week says nothing
        if (words.length < 5) {
            return OptionalLong.empty();
        }
        String text = words[0] + ' ' + words[1] + ' ' + year(words[2]) + ' ' + words[3] + ' ' + offset(words[4]);
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
        if (!digits.matches("\\d{2,3}")) {
            return digits;
        }
        int year = Integer.parseInt(digits);
        return Integer.toString(year + (year < 50 ? 2000 : 1900));
    }

    private static String offset(String zone) {
        return Character.isLetter(zone.charAt(0)) ? ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), "+0000") : zone;
    }
}
