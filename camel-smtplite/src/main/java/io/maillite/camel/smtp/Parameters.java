package io.maillite.camel.smtp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ESMTP parameters that a header or an option names.
 *
 * @param all for the message, or each recipient: name to value
 * @param single for single recipients: address to name to value
 */
record Parameters(Map<String, String> all, Map<String, Map<String, String>> single) {
    /**
     * @param name of the header or option, as errors name it
     * @param value {@code NAME=value NAME=value}, or a map; null for none
     * @throws IllegalArgumentException if it is something else
     */
    static Parameters of(String name, @Nullable Object value) {
        Map<String, String> all = new LinkedHashMap<>();
        Map<String, Map<String, String>> single = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> {
                if (entry instanceof Map<?, ?> || (entry instanceof CharSequence && isAddress(key))) {
                    single.put(String.valueOf(key), of(name, entry).all());
                } else {
                    all.put(String.valueOf(key), entry == null ? "" : entry.toString());
                }
            });
        } else if (value instanceof CharSequence text) {
            for (String parameter : text.toString().strip().split("\\s+", -1)) {
                if (!parameter.isEmpty()) {
                    String[] pair = parameter.split("=", 2);
                    all.put(pair[0], pair.length == 1 ? "" : pair[1]);
                }
            }
        } else if (value != null) {
            throw new IllegalArgumentException(
                    name + " is a " + value.getClass().getName() + ": give NAME=value NAME=value, or a map");
        }
        return new Parameters(all, single);
    }

    /** No keyword holds the sign that every address but one does. */
    private static boolean isAddress(@Nullable Object key) {
        String text = String.valueOf(key);
        return text.indexOf('@') >= 0 || text.equalsIgnoreCase("postmaster");
    }
}
