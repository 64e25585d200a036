package io.maillite.smtp;

/** How sending a message has ended. It is exactly one of these. */
public enum Outcome {
    /** The server has accepted it for all recipients. */
    DELIVERED,
    /** Refused for now, or not sent at all, for all recipients or some; sending to those again cannot double it. */
    TRANSIENT,
    /** Refused for good, or not possible, for all recipients or some. */
    PERMANENT,
    /** Nothing was sent, and sending again will not help: the login, TLS or the protocol failed. */
    FAILED,
    /** The end of the data was sent and no reply that can be read came: sending again may double it. */
    IN_DOUBT
}
