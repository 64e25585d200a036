package io.maillite.pop3;

/**
 * The answer to {@code STAT}: the maildrop in two numbers.
 *
 * @param count messages that are not marked as deleted
 * @param size their octets, or {@link #UNKNOWN_SIZE}
 */
public record Stat(int count, long size) {
    /** The server gave no number for the size. */
    public static final long UNKNOWN_SIZE = -1;
}
