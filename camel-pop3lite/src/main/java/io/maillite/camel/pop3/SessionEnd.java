package io.maillite.camel.pop3;

import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailException;

/** How a session ended, as far as the maildrop is concerned. */
public enum SessionEnd {
    /**
     * {@code QUIT} was answered {@code +OK}: what was marked is gone. Or nothing was marked, and the server has closed
     * the connection instead.
     */
    COMMITTED(MailboxCount.SESSIONS_COMMITTED),
    /** {@code QUIT} was answered {@code -ERR}: some of what was marked may still be there. */
    REFUSED(MailboxCount.SESSIONS_REFUSED),
    /**
     * No answer to {@code QUIT}, or the connection was lost before: nobody knows. Or {@code QUIT} was not said, since
     * it would have removed what was not processed.
     */
    UNKNOWN(MailboxCount.SESSIONS_UNKNOWN);

    private final MailboxCount count;

    SessionEnd(MailboxCount count) {
        this.count = count;
    }

    /**
     * Whether a failed {@code QUIT} is as good as one that was answered: some servers just close the connection.
     *
     * @param marked whether there was something to commit
     */
    static boolean isGoodWithoutAnswer(MailException failure, boolean marked) {
        return !marked
                && failure instanceof MailConnectionException lost
                && lost.reason() == MailConnectionException.Reason.LOST;
    }

    /** Where it is counted. */
    MailboxCount count() {
        return count;
    }
}
