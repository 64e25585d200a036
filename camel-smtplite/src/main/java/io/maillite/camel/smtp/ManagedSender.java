package io.maillite.camel.smtp;

import io.maillite.smtp.Outcome;
import java.time.Instant;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.jspecify.annotations.Nullable;

/**
 * What JMX shows of what is sent, on the endpoint and on its producers alike. The figures are those of the endpoint: of
 * all that send through it.
 */
public interface ManagedSender {
    /** What is known of it now. */
    SenderState state();

    @ManagedOperation(description = "Counts from nothing again")
    void resetStatistics();

    @ManagedOperation(description = "Ends the connections that are idle, with QUIT; the next message opens a new one")
    void clearIdleConnections();

    @ManagedAttribute(description = "The server: host:port")
    default String getServer() {
        return state().server();
    }

    @ManagedAttribute(description = "Messages that the server accepted for all recipients")
    default long getMessagesDelivered() {
        return state().count(SendCount.MESSAGES_DELIVERED);
    }

    @ManagedAttribute(description = "Messages that the server accepted for some recipients and not for others")
    default long getMessagesDeliveredPartly() {
        return state().count(SendCount.MESSAGES_DELIVERED_PARTLY);
    }

    @ManagedAttribute(description = "Messages that nobody got, and that may be sent again")
    default long getMessagesRefusedForNow() {
        return state().count(SendCount.MESSAGES_REFUSED_FOR_NOW);
    }

    @ManagedAttribute(description = "Messages that nobody got, and that the server or the protocol will never take")
    default long getMessagesRefusedForGood() {
        return state().count(SendCount.MESSAGES_REFUSED_FOR_GOOD);
    }

    @ManagedAttribute(description = "Messages that nobody got because the login, TLS or the protocol failed")
    default long getMessagesFailed() {
        return state().count(SendCount.MESSAGES_FAILED);
    }

    @ManagedAttribute(description = "Messages of which nobody knows whether they were delivered")
    default long getMessagesInDoubt() {
        return state().count(SendCount.MESSAGES_IN_DOUBT);
    }

    @ManagedAttribute(description = "Recipients for whom the server accepted a message")
    default long getRecipientsAccepted() {
        return state().count(SendCount.RECIPIENTS_ACCEPTED);
    }

    @ManagedAttribute(description = "Recipients for whom the server refused a message")
    default long getRecipientsRefused() {
        return state().count(SendCount.RECIPIENTS_REFUSED);
    }

    @ManagedAttribute(description = "Recipients of whom nobody knows whether they got a message")
    default long getRecipientsInDoubt() {
        return state().count(SendCount.RECIPIENTS_IN_DOUBT);
    }

    @ManagedAttribute(description = "Recipients to whom a message was not sent, through no fault of theirs")
    default long getRecipientsNotSent() {
        return state().count(SendCount.RECIPIENTS_NOT_SENT);
    }

    @ManagedAttribute(description = "Connections in use")
    default int getConnectionsActive() {
        return state().connections().active();
    }

    @ManagedAttribute(description = "Connections that are open and free")
    default int getConnectionsIdle() {
        return state().connections().idle();
    }

    @ManagedAttribute(description = "Threads that wait for a connection")
    default int getConnectionsWaiting() {
        return state().connections().waiting();
    }

    @ManagedAttribute(description = "How many connections there may be at most")
    default int getConnectionsMax() {
        return state().connections().max();
    }

    @ManagedAttribute(description = "Connections that were ever opened")
    default long getConnectionsOpened() {
        return state().connections().opened();
    }

    @ManagedAttribute(description = "Connections that were ever ended")
    default long getConnectionsClosed() {
        return state().connections().closed();
    }

    @ManagedAttribute(description = "How often a connection was taken into use")
    default long getConnectionsAcquired() {
        return state().connections().acquired();
    }

    @ManagedAttribute(
            description = "What became of the last message: DELIVERED, TRANSIENT, PERMANENT, FAILED or" + " IN_DOUBT")
    default @Nullable String getLastOutcome() {
        Outcome last = state().lastOutcome();
        return last == null ? null : last.name();
    }

    @ManagedAttribute(description = "When that was, in milliseconds since 1970; -1 without one")
    default long getLastSentAt() {
        Instant at = state().lastSentAt();
        return at == null ? -1 : at.toEpochMilli();
    }

    @ManagedAttribute(description = "What went wrong last; empty since a message was delivered")
    default @Nullable String getLastErrorMessage() {
        return state().lastError();
    }

    @ManagedAttribute(description = "When that was, in milliseconds since 1970; -1 if nothing went wrong")
    default long getLastErrorAt() {
        Instant at = state().lastErrorAt();
        return at == null ? -1 : at.toEpochMilli();
    }
}
