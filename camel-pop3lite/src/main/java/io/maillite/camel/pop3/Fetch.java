package io.maillite.camel.pop3;

/** How much of a message to fetch. */
public enum Fetch {
    /** All of it, by {@code RETR}. */
    FULL,
    /** Its header, by {@code TOP}. */
    HEADERS
}
