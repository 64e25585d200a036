package io.maillite.camel.pop3;

/** What a producer does in its session: a command of POP3 (RFC 1939, RFC 2449). */
public enum Pop3Operation {
    /** How many messages there are, and how many octets. */
    STAT,
    /** The sizes of the messages, or of one. */
    LIST,
    /** The unique-ids of the messages, or of one. */
    UIDL,
    /** The header of a message and the first lines of its body. */
    TOP,
    /** A whole message. */
    RETR,
    /** Removes a message. */
    DELE,
    /** What the server can do. */
    CAPA,
    /** Nothing: whether the login works. */
    NOOP;

    /** Whether it is of all messages or of one. */
    boolean takesMessage() {
        return this == LIST || this == UIDL || needsMessage();
    }

    /** Whether it is of one message. */
    boolean needsMessage() {
        return this == TOP || this == RETR || this == DELE;
    }
}
