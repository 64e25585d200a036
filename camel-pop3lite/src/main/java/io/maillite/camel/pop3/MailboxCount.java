package io.maillite.camel.pop3;

import io.maillite.camel.support.watch.Countable;

/** What is counted of a mailbox. */
public enum MailboxCount implements Countable {
    MESSAGES_RECEIVED("messagesReceived", "Messages received from the server"),
    OCTETS_RECEIVED("octetsReceived", "Octets of the messages received from the server"),
    EXCHANGES_COMPLETED("exchangesCompleted", "Exchanges that have completed"),
    EXCHANGES_FAILED("exchangesFailed", "Exchanges that have failed"),
    MESSAGES_DELETED_UNREAD(
            "messagesDeletedUnread",
            "Messages that were processed in an earlier session and deleted without reading them"),
    SESSIONS_COMMITTED("sessionsCommitted", "Sessions that were committed: QUIT was answered +OK"),
    SESSIONS_REFUSED("sessionsRefused", "Sessions whose QUIT was answered -ERR"),
    SESSIONS_UNKNOWN("sessionsUnknown", "Sessions whose end is not known: the connection was lost"),
    POLLS_SKIPPED("pollsSkipped", "Polls that were skipped because the mailbox was busy"),
    POLLS_FAILED("pollsFailed", "Polls that failed, whatever the reason");

    private final String key;
    private final String description;

    MailboxCount(String key, String description) {
        this.key = key;
        this.description = description;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String description() {
        return description;
    }
}
