package io.maillite.pop3;

import java.util.Optional;

/**
 * A line of {@code UIDL} (RFC 1939 section 7).
 *
 * @param number the message number; holds for this session alone
 * @param uniqueId what names the message across sessions; empty where the server gave none. Identical copies may share
 *     it
 */
public record UniqueIdListing(int number, Optional<String> uniqueId) {}
