package io.maillite.benchmarks.peer;

/** Many mailboxes that are polled every few seconds, and are empty. */
public interface Polls {
    /** How often each is polled. */
    int DELAY_SECONDS = 5;

    /** Begins to poll. */
    void start();

    /** Polls that are over. */
    long polls();

    /** Polls that failed. */
    long failures();

    /**
     * Nothing that has begun.
     *
     * @param who {@code pop3lite} or {@code pop3}, or {@link RawPolls#NAME}
     * @param threads for {@code pollThreads}; 0 leaves it alone
     * @param accounts how their names start
     */
    static Polls of(String who, int threads, int count, String host, int port, String accounts) throws Exception {
        return who.equals(RawPolls.NAME)
                ? new RawPolls(threads, count, host, port, accounts)
                : Mailboxes.of(who, threads, count, host, port, accounts);
    }
}
