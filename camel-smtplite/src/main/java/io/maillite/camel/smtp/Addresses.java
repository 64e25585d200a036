package io.maillite.camel.smtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The addresses that a header or an option names. */
final class Addresses {
    private Addresses() {}

    /**
     * @param value a text with commas between the addresses, a collection or an array of texts with one address each
     * @throws IllegalArgumentException if it is something else
     */
    static List<String> of(Object value) {
        if (value instanceof Collection<?> collection) {
            return each(collection);
        }
        if (value instanceof Object[] array) {
            return each(Arrays.asList(array));
        }
        if (value instanceof CharSequence text) {
            return split(text.toString());
        }
        throw new IllegalArgumentException("The recipients are a "
                + value.getClass().getName() + ": give a text, a collection or an array of texts");
    }

    private static List<String> each(Collection<?> values) {
        List<String> addresses = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!(value instanceof CharSequence)) {
                throw new IllegalArgumentException("A recipient is no text, but "
                        + (value == null ? "null" : "a " + value.getClass().getName()));
            }
            addresses.add(value.toString());
        }
        return addresses;
    }

    /** A comma in a quoted local part separates nothing (RFC 5321 section 4.1.2). */
    private static List<String> split(String text) {
        List<String> addresses = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                addresses.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        addresses.add(text.substring(start).strip());
        addresses.removeIf(String::isEmpty);
        return addresses;
    }
}
