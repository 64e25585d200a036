package io.maillite.pop3;

/**
 * A line of {@code LIST} (RFC 1939 section 5).
 *
 * @param number the message number; holds for this session alone
 * @param size octets as the server says, which may be wrong, or {@link Stat#UNKNOWN_SIZE}
 */
public record ScanListing(int number, long size) {}
