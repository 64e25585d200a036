package io.maillite.camel.pop3;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A set of keys that gives its own instance of one: a maildrop lists the same hundreds of thousands of unique-ids at
 * each poll, and each is to be held once.
 */
final class Keys {
    private final Map<String, String> keys = new HashMap<>();

    boolean contains(String key) {
        return !keys.isEmpty() && keys.containsKey(key);
    }

    void add(String key) {
        keys.putIfAbsent(key, key);
    }

    /** @return whether it was there */
    boolean remove(String key) {
        return keys.remove(key) != null;
    }

    void removeIf(Predicate<String> unwanted) {
        keys.keySet().removeIf(unwanted);
    }

    void clear() {
        keys.clear();
    }

    /** The key, as the instance that is held here if there is one. */
    String known(String key) {
        return keys.isEmpty() ? key : keys.getOrDefault(key, key);
    }
}
