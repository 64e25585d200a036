package io.maillite.camel.support;

import java.util.Map;

/**
 * Options that count octets. Camel reads any text for a long as a duration, and {@code 10MB} as one of 0 ms: a limit
 * written like that would be none, so it is refused before Camel reads it.
 */
public final class OctetOptions {
    private OctetOptions() {}

    /**
     * Checks options as they were written in a URI.
     *
     * @param parameters by name
     * @param names of those that count octets
     * @throws IllegalArgumentException if one is no number
     */
    public static void requireNumbers(Map<String, Object> parameters, String... names) {
        for (String name : names) {
            Object value = parameters.get(name);
            if (value instanceof String text && !text.startsWith("#") && !text.matches("-?\\d{1,18}")) {
                throw new IllegalArgumentException(name + " must be a number of octets, not '" + text + "'");
            }
        }
    }
}
