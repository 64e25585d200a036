package io.maillite.camel.pop3;

import java.util.function.Predicate;

/** The messages that were processed and not yet seen gone, by the key of the ledger's. */
interface ProcessedIds {
    boolean contains(String key);

    /** The same as of now: others may have added it since it was asked last. */
    boolean containsByNow(String key);

    void add(String key);

    void remove(String key);

    /** Removes those of which it is known that they are there, and that are unwanted. */
    void removeIf(Predicate<String> unwanted);

    /** What others may have changed meanwhile is to be asked again. */
    void askAgain();

    /** The key, as the instance that is held here if there is one. */
    String known(String key);
}
