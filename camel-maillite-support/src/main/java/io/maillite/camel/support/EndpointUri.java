package io.maillite.camel.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URI that an endpoint goes by, wherever Camel prints it. Camel masks secrets in what it prints, but takes the
 * first bracket for the end of a {@code RAW(…)} value and prints what follows: so a value with such a bracket in it is
 * percent-encoded, which means the same and is masked as a whole.
 */
public final class EndpointUri {
    /** Ends where Camel's own parser sees the end: at a bracket in front of the next option, or of nothing. */
    private static final Pattern RAW = Pattern.compile("=RAW(?:\\((.*?)\\)|\\{(.*?)\\})(?=&|$)", Pattern.DOTALL);

    private EndpointUri() {}

    /** @param uri as a route's author wrote it */
    public static String maskable(String uri) {
        return RAW.matcher(uri).replaceAll(raw -> Matcher.quoteReplacement(maskable(raw)));
    }

    private static String maskable(MatchResult raw) {
        boolean round = raw.group(1) != null;
        String value = round ? raw.group(1) : raw.group(2);
        return value.indexOf(round ? ')' : '}') < 0
                ? raw.group()
                : "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
