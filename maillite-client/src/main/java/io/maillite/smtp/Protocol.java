package io.maillite.smtp;

/** Which of the two protocols of the family is spoken. */
public enum Protocol {
    /** RFC 5321: one final reply for a message. */
    SMTP,
    /** RFC 2033, to the server that keeps the mailboxes: a final reply for each recipient. */
    LMTP
}
