package io.maillite.camel.pop3;

import java.time.Instant;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.jspecify.annotations.Nullable;

/**
 * What JMX shows of a mailbox, on the endpoint, its consumer and its producers alike. The figures are those of the
 * endpoint: of all that read the mailbox through it.
 */
public interface ManagedMailbox {
    /** What is known of it now. */
    MailboxState state();

    @ManagedOperation(description = "Counts from nothing again")
    void resetStatistics();

    @ManagedAttribute(description = "The mailbox: username@host:port")
    default String getMailbox() {
        return state().mailbox();
    }

    @ManagedAttribute(description = "Messages received from the server")
    default long getMessagesReceived() {
        return state().count(MailboxCount.MESSAGES_RECEIVED);
    }

    @ManagedAttribute(description = "Octets of the messages received from the server")
    default long getOctetsReceived() {
        return state().count(MailboxCount.OCTETS_RECEIVED);
    }

    @ManagedAttribute(description = "Exchanges that have completed")
    default long getExchangesCompleted() {
        return state().count(MailboxCount.EXCHANGES_COMPLETED);
    }

    @ManagedAttribute(description = "Exchanges that have failed")
    default long getExchangesFailed() {
        return state().count(MailboxCount.EXCHANGES_FAILED);
    }

    @ManagedAttribute(
            description = "Messages that were processed in an earlier session and deleted without reading them")
    default long getMessagesDeletedUnread() {
        return state().count(MailboxCount.MESSAGES_DELETED_UNREAD);
    }

    @ManagedAttribute(description = "Sessions that were committed: QUIT was answered +OK")
    default long getSessionsCommitted() {
        return state().count(MailboxCount.SESSIONS_COMMITTED);
    }

    @ManagedAttribute(description = "Sessions whose QUIT was answered -ERR")
    default long getSessionsRefused() {
        return state().count(MailboxCount.SESSIONS_REFUSED);
    }

    @ManagedAttribute(description = "Sessions whose end is not known: the connection was lost")
    default long getSessionsUnknown() {
        return state().count(MailboxCount.SESSIONS_UNKNOWN);
    }

    @ManagedAttribute(description = "Polls that were skipped because the mailbox was busy")
    default long getPollsSkipped() {
        return state().count(MailboxCount.POLLS_SKIPPED);
    }

    @ManagedAttribute(description = "Polls that failed, whatever the reason")
    default long getPollsFailed() {
        return state().count(MailboxCount.POLLS_FAILED);
    }

    @ManagedAttribute(description = "Whether a session is open now")
    default boolean isSessionOpen() {
        return state().session() != null;
    }

    @ManagedAttribute(description = "When the last session was opened, in milliseconds since 1970; -1 without one")
    default long getLastSessionBegun() {
        MailboxSession last = state().lastSession();
        return last == null ? -1 : last.begun().toEpochMilli();
    }

    @ManagedAttribute(description = "How long the last session took, in milliseconds; -1 without one")
    default long getLastSessionMillis() {
        MailboxSession last = state().lastSession();
        return last == null || last.took() == null ? -1 : last.took().toMillis();
    }

    @ManagedAttribute(
            description = "How the last session ended: COMMITTED, REFUSED or UNKNOWN; empty if it broke"
                    + " before anything was at stake")
    default @Nullable String getLastSessionEnd() {
        MailboxSession last = state().lastSession();
        SessionEnd end = last == null ? null : last.end();
        return end == null ? null : end.name();
    }

    @ManagedAttribute(description = "Messages that the server listed in the last session; -1 without one")
    default int getLastSessionListed() {
        MailboxSession last = state().lastSession();
        return last == null ? -1 : last.listed();
    }

    @ManagedAttribute(description = "What went wrong last; empty since a session was committed")
    default @Nullable String getLastErrorMessage() {
        return state().lastError();
    }

    @ManagedAttribute(description = "When that was, in milliseconds since 1970; -1 if nothing went wrong")
    default long getLastErrorAt() {
        Instant at = state().lastErrorAt();
        return at == null ? -1 : at.toEpochMilli();
    }
}
