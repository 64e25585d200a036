package io.maillite.camel.pop3;

/** The messages that were processed and not yet seen gone, by the key of the ledger's. */
interface ProcessedIds {
    boolean contains(String key);

    void add(String key);

    void remove(String key);

    /** What others may have changed meanwhile is to be asked again. */
    void askAgain();

    /** Those that are known to be there. */
    Iterable<String> known();
}
