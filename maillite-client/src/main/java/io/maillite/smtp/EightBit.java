package io.maillite.smtp;

/** What becomes of a message with octets over 127 where the server does not offer {@code 8BITMIME} (RFC 6152). */
public enum EightBit {
    /** It is refused before anything is sent. */
    REJECT,
    /** It is sent as it is: many servers take it without saying so. */
    SEND
}
