package io.maillite.camel.pop3;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a listing as they came: message numbers, and something of each. In arrays, since a maildrop may list
 * hundreds of thousands; servers list them in ascending order, and only one that doesn't costs more.
 *
 * @param <T> what is listed
 */
final class Numbered<T> {
    private static final int FIRST = 64;

    private int[] numbers = {};
    private @Nullable Object[] values = {};
    private int count;
    private boolean ascending = true;
    private @Nullable Map<Integer, Integer> places;

    void add(int number, @Nullable T value) {
        if (count == numbers.length) {
            int capacity = Math.max(FIRST, 2 * count);
            numbers = Arrays.copyOf(numbers, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        ascending &= count == 0 || number > numbers[count - 1];
        numbers[count] = number;
        values[count++] = value;
    }

    int count() {
        return count;
    }

    int number(int place) {
        return numbers[place];
    }

    @SuppressWarnings("unchecked")
    @Nullable
    T value(int place) {
        return (T) values[place];
    }

    /** Where a number was listed first, or less than 0. */
    int place(int number) {
        return ascending ? Arrays.binarySearch(numbers, 0, count, number) : places().getOrDefault(number, -1);
    }

    /** Whether no line in front of this one has its number. */
    boolean isFirst(int place) {
        return ascending || place(numbers[place]) == place;
    }

    private Map<Integer, Integer> places() {
        Map<Integer, Integer> known = places;
        if (known == null) {
            known = new HashMap<>(count * 2);
            for (int i = 0; i < count; i++) {
                known.putIfAbsent(numbers[i], i);
            }
            places = known;
        }
        return known;
    }
}
