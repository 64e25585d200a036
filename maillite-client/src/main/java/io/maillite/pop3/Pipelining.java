package io.maillite.pop3;

/** Whether commands may follow one another before the first is answered (RFC 2449 section 6.8). */
public enum Pipelining {
    /** If the server says that it can. */
    AUTO,
    /** Always. */
    ON,
    /** Never. */
    OFF
}
