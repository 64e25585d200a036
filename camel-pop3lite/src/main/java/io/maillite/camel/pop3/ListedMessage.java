package io.maillite.camel.pop3;

import io.maillite.wire.ServerText;
import org.jspecify.annotations.Nullable;

/**
 * A message as this session lists it.
 *
 * @param number what the server calls it in this session: the only thing that is ever asked for or deleted by
 * @param size octets as the server says, or less than 0 if it doesn't
 * @param uniqueId its unique-id, or null if the server gave none
 * @param key what the ledger knows it by, or null if nothing tells it apart across sessions: then it is delivered at
 *     least once
 */
record ListedMessage(
        int number,
        long size,
        @Nullable String uniqueId,
        @Nullable String key) {
    /** As logs name it. */
    @Override
    public String toString() {
        return uniqueId == null
                ? "message " + number
                : "message " + number + " (unique-id " + ServerText.printable(uniqueId) + ")";
    }
}
