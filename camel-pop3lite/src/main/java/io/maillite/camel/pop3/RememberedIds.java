package io.maillite.camel.pop3;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** In memory: lives as long as the endpoint, and holds what the maildrop holds, since what is gone is removed. */
final class RememberedIds implements ProcessedIds {
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    @Override
    public boolean contains(String key) {
        return keys.contains(key);
    }

    @Override
    public void add(String key) {
        keys.add(key);
    }

    @Override
    public void remove(String key) {
        keys.remove(key);
    }

    /** Nobody else knows of them. */
    @Override
    public void askAgain() {}

    @Override
    public Iterable<String> known() {
        return List.copyOf(keys);
    }
}
