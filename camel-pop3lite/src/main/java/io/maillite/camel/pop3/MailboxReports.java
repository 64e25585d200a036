package io.maillite.camel.pop3;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user should know of a mailbox and its messages: said once where it would be said at each poll, and to the
 * exception handler where somebody may want to act on it.
 */
final class MailboxReports {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxReports.class);

    private enum Once {
        NO_UIDL,
        MESSAGES_WITHOUT_ID,
        MESSAGES_WITHOUT_SIZE,
        KEPT_BY_SERVER,
        TOO_LARGE_WITHOUT_ID,
        WAITING,
        EXPIRING,
        NOT_FORGOTTEN
    }

    private final String mailbox;
    private final long maxMessageSize;
    private final int maxAttempts;
    private final ExceptionHandler exceptions;
    private final Set<Once> said = EnumSet.noneOf(Once.class);

    MailboxReports(String mailbox, long maxMessageSize, int maxAttempts, ExceptionHandler exceptions) {
        this.mailbox = mailbox;
        this.maxMessageSize = maxMessageSize;
        this.maxAttempts = maxAttempts;
        this.exceptions = exceptions;
    }

    void noUidl() {
        if (said.add(Once.NO_UIDL)) {
            LOG.warn(
                    "{}: the server has no UIDL, so nothing tells a message apart from one session to the next: should a"
                            + " session not be committed, its messages are delivered again",
                    mailbox);
        }
    }

    /** @param stay whether what was processed is left on the server */
    void messagesWithoutId(int count, boolean stay) {
        if (count > 0 && said.add(Once.MESSAGES_WITHOUT_ID)) {
            LOG.warn(
                    "{}: the server gives no unique-id for {} of its messages: {}",
                    mailbox,
                    count,
                    stay
                            ? "with delete=false they are delivered again at each poll"
                            : "should a session not be committed, they are delivered again");
        }
    }

    void messagesWithoutSize(int count) {
        if (count > 0 && said.add(Once.MESSAGES_WITHOUT_SIZE)) {
            LOG.warn(
                    "{}: the server gives no size for {} of its messages: how many to fetch ahead of the route is a guess",
                    mailbox,
                    count);
        }
    }

    void keptByServer(int count) {
        if (count > 0 && said.add(Once.KEPT_BY_SERVER)) {
            LOG.info(
                    "{}: the server still lists {} messages of which it said that they were deleted; they are left alone"
                            + " and not delivered again. Some servers keep them by a setting of the account",
                    mailbox,
                    count);
        }
    }

    /** A message is larger than is wanted. */
    void tooLarge(ListedMessage message) {
        if (message.key() != null || said.add(Once.TOO_LARGE_WITHOUT_ID)) {
            LOG.warn(
                    "{}: {} is larger than maxMessageSize={} octets: it is left on the server and not asked for again",
                    mailbox,
                    message,
                    maxMessageSize);
        }
    }

    /** A message was processed before and is deleted unread. */
    void deletedUnread(ListedMessage message) {
        LOG.info(
                "{}: {} was processed before, and the end of its session is not known: it is deleted and not delivered"
                        + " again",
                mailbox,
                message);
    }

    /** A message is given up. */
    void givenUp(ListedMessage message) {
        LOG.warn(
                "{}: the exchange of {} has failed {} times (maxAttempts): it is left alone on the server until the route"
                        + " restarts",
                mailbox,
                message,
                maxAttempts);
    }

    /** The exchange of a message will never end. */
    void vanished(ListedMessage message) {
        LOG.warn(
                "{}: the exchange of {} was dropped on its way (by a queue that was full, say) and will never end: it has"
                        + " failed, and the message stays on the server",
                mailbox,
                message);
    }

    /** The session waits for so many exchanges, and has heard of none for a while. */
    void waiting(int exchanges) {
        if (said.add(Once.WAITING)) {
            LOG.info(
                    "{}: the session stays open, and the mailbox is not polled again, until its exchanges have ended ({} now)",
                    mailbox,
                    exchanges);
        }
    }

    /** So many messages that were retrieved are to stay, and the server would not let them. */
    void expiring(int messages) {
        if (said.add(Once.EXPIRING)) {
            LOG.warn(
                    "{}: the server deletes at QUIT whatever was retrieved (EXPIRE 0), and {} of those messages are to"
                            + " stay: sessions in which that is so end without QUIT, and what was processed is deleted"
                            + " in a later one, unread",
                    mailbox,
                    messages);
        }
    }

    /** What is not needed any more stays in the repository. */
    void notForgotten(RuntimeException cause) {
        if (said.add(Once.NOT_FORGOTTEN)) {
            LOG.warn(
                    "{}: the idempotent repository could not remove what is no longer on the server. It grows by that, and"
                            + " nothing is doubled or lost",
                    mailbox,
                    cause);
        }
    }

    /** So many messages may have been processed in each other's name, and come again. */
    void outOfStep(int messages) {
        LOG.error(
                "{}: the server's replies no longer belonged to the commands: it has said one twice, or left one out."
                        + " Nothing was deleted, and {}. Until the route restarts, the server is asked one by one",
                mailbox,
                messages == 0
                        ? "no message was taken for another one"
                        : messages + " messages are delivered again, since they may have been taken for each other");
    }

    /** A message could not be had; the others can. */
    void notRetrieved(ListedMessage message, IOException cause) {
        exceptions.handleException(mailbox + ": " + message + " could not be retrieved. It stays on the server", cause);
    }

    /** A message was not marked. */
    void notMarked(ListedMessage message, IOException cause) {
        exceptions.handleException(
                mailbox + ": " + message
                        + " was processed, and the server did not mark it as deleted. It is tried again"
                        + " in the next session",
                cause);
    }

    /** The exchanges are done, and a session that was held for them did not end well. */
    void notCommitted(IOException cause) {
        exceptions.handleException(
                mailbox + ": messages were processed, and the session in which they were marked was not committed."
                        + " Those that have a unique-id are deleted in the next session, and not delivered again",
                cause);
    }
}
