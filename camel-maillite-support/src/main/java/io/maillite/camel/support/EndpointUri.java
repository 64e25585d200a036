package io.maillite.camel.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URI that an endpoint goes by, wherever Camel prints it. Camel masks secrets in what it prints, but takes the
 * first bracket for the end of a {@code RAW(…)} value, and the first {@code &} for the end of a {@code RAW{…}} value,
 * and prints what follows: so each is a {@code RAW(…)}, and a value with such a bracket in it is percent-encoded, which
 * means the same and is masked as a whole. (One that holds {@code &} too, Camel could not read again.)
 */
public final class EndpointUri {
    /** Ends where Camel's own parser sees the end: at a bracket in front of the next option, or of nothing. */
    private static final Pattern RAW =
            Pattern.compile("=RAW(?:\\((.*?)\\)|\\{(.*?)\\}|%7B(.*?)%7D)(?=&|$)", Pattern.DOTALL);

    private EndpointUri() {}

    /** @param uri as a route's author wrote it */
    public static String maskable(String uri) {
        return RAW.matcher(uri).replaceAll(raw -> Matcher.quoteReplacement(maskable(raw)));
    }

    private static String maskable(MatchResult raw) {
        String encoded = raw.group(3); // Camel has encoded the brackets already, and what else is unsafe in a URI
        if (encoded != null) {
            return encoded.indexOf('&') < 0
                    ? raw.group() // which is masked as it is
                    : encoded.indexOf(')') < 0
                            ? "=RAW(" + encoded + ")"
                            : "=" + encoded.replace("&", "%26").replace("+", "%2B");
        }
        String value = raw.group(1) != null ? raw.group(1) : raw.group(2);
        return value.indexOf(')') < 0
                ? "=RAW(" + value + ")"
                : "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
