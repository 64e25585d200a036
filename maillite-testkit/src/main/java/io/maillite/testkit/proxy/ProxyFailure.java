package io.maillite.testkit.proxy;

/** What a SOCKS or HTTP proxy does wrong. */
public enum ProxyFailure {
    /** Nothing: it connects. */
    NONE,
    /** Says that it cannot reach the target: SOCKS reply 5, HTTP 502. */
    UNREACHABLE,
    /** Says that the target is not allowed: SOCKS reply 2, HTTP 403. */
    FORBIDDEN,
    /** Refuses the credentials, whatever they are. */
    WRONG_CREDENTIALS,
    /** Offers no way to log in that the client could know. */
    UNKNOWN_AUTHENTICATION,
    /** Says nothing, and keeps the connection. */
    SILENT,
    /** Closes the connection as soon as the client has said something. */
    CLOSES,
    /** Answers in no protocol at all. */
    GARBAGE,
    /** Begins an answer that never ends. */
    ENDLESS
}
