package io.maillite.benchmarks.load;

/** Which way mail goes. */
public enum Protocol {
    /** A mailbox is drained: each message is read whole and deleted. */
    POP3,
    /** Messages are sent. */
    SMTP
}
