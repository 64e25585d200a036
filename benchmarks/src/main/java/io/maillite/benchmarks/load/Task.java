package io.maillite.benchmarks.load;

/**
 * What a peer has to do in one run.
 *
 * @param host of the server
 * @param port of the server
 * @param tls whether TLS begins with the first octet
 * @param account the mailbox to drain; nobody logs in to send
 * @param load what is in the mailbox, or is to be sent
 */
public record Task(String host, int port, boolean tls, String account, Load load) {
    /** Of every account. */
    public static final String PASSWORD = "secret";

    /** Who sends. */
    public static final String SENDER = "sender@example.org";

    /** Who receives. */
    public static final String RECIPIENT = "recipient@example.org";
}
