package io.maillite.reliability.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The secrets of these tests, and the ways to write one down in a route. */
final class Riches {
    static final String USERNAME = "jane";

    /** With what URIs, SASL, HTTP and log formats treat in their own way. */
    private static final List<String> IN_ASCII =
            List.of("open-sesame%41+42&x=y#1", "t(r)3a}s{u're \"7\" {}>", "{tr3asure}:RAW(ch3st)%26=v");

    private static final List<String> IN_ANY_SCRIPT = List.of("Schätze)für+alle & mehr", "宝物 はここに隠した %20 &あり");

    private Riches() {}

    /** Passwords that any mechanism takes but those of US-ASCII lines. */
    static List<String> passwords() {
        return java.util.stream.Stream.concat(IN_ASCII.stream(), IN_ANY_SCRIPT.stream())
                .toList();
    }

    /** One of them, by number. */
    static String password(int number, boolean asciiOnly) {
        List<String> all = asciiOnly ? IN_ASCII : passwords();
        return all.get(number % all.size());
    }

    /** A token has an alphabet of its own (RFC 6750 section 2.1). */
    static String token(int number) {
        return List.of("ya29.A0ARrdaM-k~9+/x_Qz==", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0.")
                .get(number % 2);
    }

    /**
     * How a route's author writes an option's value: percent-encoded or {@code RAW}. Camel itself cannot read every
     * value in every spelling ({@code &} only raw), and masks not every value in each ({@code RAW(…)} without its
     * bracket).
     */
    static String spelled(String option, String value, int number) {
        boolean round = value.indexOf(')') < 0;
        boolean curly = value.indexOf('}') < 0;
        boolean raw = value.indexOf('&') >= 0;
        if (round && (raw || number % 3 == 1)) {
            return option + "=RAW(" + value + ")";
        }
        if (curly && (raw || number % 3 == 2)) {
            return option + "=RAW{" + value + "}";
        }
        return option + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
