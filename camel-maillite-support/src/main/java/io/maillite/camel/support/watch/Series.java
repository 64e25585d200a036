package io.maillite.camel.support.watch;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A figure of some kind of thing that a meter may follow over time.
 *
 * @param kind how the figure moves
 * @param name of the meter, as Micrometer writes it
 * @param description what it is, in a sentence
 * @param unit what it is counted in, or null for mere numbers
 * @param tags what tells it from others of the same name
 * @param value reads it; of {@link Kind#TIMER} the seconds in all
 * @param times of {@link Kind#TIMER}: how often
 */
public record Series<T>(
        Kind kind,
        String name,
        String description,
        @Nullable String unit,
        Map<String, String> tags,
        ToDoubleFunction<T> value,
        ToLongFunction<T> times) {

    /** How a figure moves. */
    public enum Kind {
        /** Only ever up. */
        COUNTER,
        /** Up and down. */
        GAUGE,
        /** Time that things take, and how many of them there were. */
        TIMER
    }

    /** A figure that only grows. */
    public static <T> Series<T> counter(String name, Countable what, ToLongFunction<T> total) {
        return counter(name, what.description(), total);
    }

    /** A figure that only grows. */
    public static <T> Series<T> counter(String name, String description, ToLongFunction<T> total) {
        return new Series<>(Kind.COUNTER, name, description, null, Map.of(), total::applyAsLong, total);
    }

    /** A figure that moves up and down. */
    public static <T> Series<T> gauge(String name, String description, ToLongFunction<T> value) {
        return new Series<>(Kind.GAUGE, name, description, null, Map.of(), value::applyAsLong, value);
    }

    /** How long things take. */
    public static <T> Series<T> timer(
            String name, String description, ToLongFunction<T> times, ToDoubleFunction<T> seconds) {
        return new Series<>(Kind.TIMER, name, description, null, Map.of(), seconds, times);
    }

    /** The same, one of several of that name. */
    public Series<T> tagged(String key, String tag) {
        return new Series<>(kind, name, description, unit, Map.of(key, tag), value, times);
    }

    /** The same, counted in that. */
    public Series<T> in(String baseUnit) {
        return new Series<>(kind, name, description, baseUnit, tags, value, times);
    }
}
