package io.maillite.testkit.proxy;

/** Which way octets go. */
public enum Direction {
    /** From the client to the server. */
    TO_SERVER,
    /** From the server to the client. */
    TO_CLIENT
}
