package io.maillite.camel.pop3;

/** How a session ended, as far as the maildrop is concerned. */
public enum SessionEnd {
    /** {@code QUIT} was answered {@code +OK}: what was marked is gone. */
    COMMITTED(MailboxCount.SESSIONS_COMMITTED),
    /** {@code QUIT} was answered {@code -ERR}: some of what was marked may still be there. */
    REFUSED(MailboxCount.SESSIONS_REFUSED),
    /** No answer to {@code QUIT}, or the connection was lost before: nobody knows. */
    UNKNOWN(MailboxCount.SESSIONS_UNKNOWN);

    private final MailboxCount count;

    SessionEnd(MailboxCount count) {
        this.count = count;
    }

    /** Where it is counted. */
    MailboxCount count() {
        return count;
    }
}
