package io.maillite.camel.pop3;

import java.util.function.Predicate;

/** In memory: lives as long as the endpoint, and holds what the maildrop holds, since what is gone is removed. */
final class RememberedIds implements ProcessedIds {
    private final Keys keys = new Keys();

    @Override
    public boolean contains(String key) {
        return keys.contains(key);
    }

    @Override
    public boolean containsByNow(String key) {
        return contains(key);
    }

    @Override
    public void add(String key) {
        keys.add(key);
    }

    @Override
    public void remove(String key) {
        keys.remove(key);
    }

    @Override
    public void removeIf(Predicate<String> unwanted) {
        keys.removeIf(unwanted);
    }

    /** Nobody else knows of them. */
    @Override
    public void askAgain() {}

    @Override
    public String known(String key) {
        return keys.known(key);
    }
}
