package io.maillite.testkit.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reverse-path or forward-path as it came with {@code MAIL} or {@code RCPT}.
 *
 * @param address what stood between the angle brackets; empty for the null sender
 * @param parameters the ESMTP parameters, keywords in upper case, values as they came, empty if there was none
 */
public record SmtpPath(String address, Map<String, String> parameters) {
    // Quoted local parts may hold spaces and brackets; nothing else may (RFC 5321 4.1.2).
    private static final String PATH = "<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s<>\"])*)>";
    private static final Pattern ARGUMENTS = Pattern.compile(PATH + "((?: [A-Za-z0-9][A-Za-z0-9-]*(?:=[^\\s=]*)?)*)");

    public SmtpPath {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** What this says after {@code FROM:} or {@code TO:}; {@code null} if it is not legal. */
    static @Nullable SmtpPath parse(String arguments, String keyword) {
        if (!arguments.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return null;
        }
        Matcher matcher = ARGUMENTS.matcher(arguments.substring(keyword.length()));
        if (!matcher.matches()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : matcher.group(2).strip().split(" ", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (!name.isEmpty()
                    && parameters.put(name.toUpperCase(Locale.ROOT), equals < 0 ? "" : parameter.substring(equals + 1))
                            != null) {
                return null;
            }
        }
        return new SmtpPath(matcher.group(1), parameters);
    }

    @Override
    public String toString() {
        return "<" + address + ">" + (parameters.isEmpty() ? "" : parameters);
    }
}
