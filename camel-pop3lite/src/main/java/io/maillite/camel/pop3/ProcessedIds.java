package io.maillite.camel.pop3;

/** The messages that were processed and not yet seen gone, by the key of the ledger's. */
interface ProcessedIds {
    boolean contains(String key);

    void add(String key);

    void remove(String key);

    /** Those that are known to be there. */
    Iterable<String> known();
}
