package io.maillite.camel.support.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one thing, in the order in which to read it: as text for people, where a time is how long ago it
 * was, and as JSON for programs, where times are milliseconds since 1970 and durations milliseconds. What is not known
 * is not there.
 */
public final class Sheet {
    private final Map<String, Object> lines = new LinkedHashMap<>();

    /**
     * Adds a line.
     *
     * @param key in camel case
     * @param value a text, number, truth, {@link Instant}, {@link Duration}, list of texts or another sheet; null is
     *     left out
     */
    public Sheet put(String key, @Nullable Object value) {
        if (value != null) {
            lines.put(key, value);
        }
        return this;
    }

    /** For a program. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        lines.forEach((key, value) -> json.put(key, json(value)));
        return json;
    }

    private static Object json(Object value) {
        if (value instanceof Sheet sheet) {
            return sheet.toJson();
        }
        if (value instanceof Instant time) {
            return time.toEpochMilli();
        }
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        if (value instanceof Iterable<?> texts) {
            JsonArray array = new JsonArray();
            texts.forEach(array::add);
            return array;
        }
        return value;
    }

    /** For people: a line each, indented. */
    void print(StringBuilder out, String indent) {
        lines.forEach((key, value) -> {
            out.append(indent).append(words(key)).append(':');
            if (value instanceof Sheet sheet) {
                out.append('\n');
                sheet.print(out, indent + "    ");
            } else {
                out.append(' ').append(text(value)).append('\n');
            }
        });
    }

    private static String text(Object value) {
        if (value instanceof Instant time) {
            return TimeUtils.printSince(time.toEpochMilli()) + " ago";
        }
        if (value instanceof Duration duration) {
            return TimeUtils.printDuration(duration, true);
        }
        if (value instanceof Iterable<?> texts) {
            StringBuilder all = new StringBuilder();
            texts.forEach(one -> all.append(all.isEmpty() ? "" : ", ").append(one));
            return all.toString();
        }
        return value.toString();
    }

    /** {@code messagesReceived} is read as "Messages received". */
    private static String words(String key) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isUpperCase(c)) {
                words.append(' ');
            }
            words.append(Character.toLowerCase(c));
        }
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
