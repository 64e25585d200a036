package io.maillite.camel.pop3;

import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whether the messages that come are those that were asked for. POP3 does not number its replies: of a server that says
 * one twice, or leaves one out, every message after that would be taken for another one, and the one that was never
 * seen would be deleted. Most of that shows at the first such message, by what {@code LIST} has said of it and of its
 * neighbours; what does not show here is left over at the end of the session.
 *
 * <p>For the session's thread alone.
 */
final class ReplyOrder {
    private static final long UNKNOWN = -1;

    private final ServerAddress server;
    private final boolean pipelined;
    private @Nullable ListedMessage before;
    private long octetsBefore;
    private long checksumBefore;
    private boolean sizesAreExact = true;

    /** @param pipelined whether replies can have been on their way when a command was sent */
    ReplyOrder(ServerAddress server, boolean pipelined) {
        this.server = server;
        this.pipelined = pipelined;
    }

    /**
     * Looks at a message that has come. Where its size is true, and not that of its neighbours, it is the one that was
     * asked for: and so was every one before it.
     *
     * @param message what it should be
     * @param octets that came
     * @param arrival what else is known of them
     * @param next what was asked for after it, if anything
     * @return whether it is certain that it is that message
     * @throws MailProtocolException if it is another message, as far as can be told: the session is not to be trusted
     */
    boolean check(ListedMessage message, long octets, Arrival arrival, @Nullable ListedMessage next)
            throws MailException {
        long checksum = arrival.checksum();
        ListedMessage previous = before;
        if (pipelined && arrival.startsLikeReply()) {
            throw new MailProtocolException(server + ": what came for " + message
                    + " begins with a reply: the server has said one that nobody asked for. Nothing is deleted");
        }
        boolean repeated = isRepeated(message, previous, octets, checksum);
        if (repeated || isShifted(message, previous, octets, next)) {
            throw new MailProtocolException(server + ": what came for " + message
                    + (repeated ? " is " + previous + " once more" : " has the size of the one beside it")
                    + ": the server has said a reply twice, or left one out, and none after that can be told apart."
                    + " Nothing is deleted");
        }
        boolean isExact = octets == message.size();
        boolean isCertain = isExact && differs(message, previous) && differs(message, next);
        sizesAreExact &= isExact;
        before = message;
        octetsBefore = octets;
        checksumBefore = checksum;
        return isCertain;
    }

    /**
     * Knows a message that was asked for and is not delivered: it was refused, or is not wanted. Of its refusal, too,
     * there may have been one more than was asked for.
     */
    void passedOver(ListedMessage message) {
        before = message;
        octetsBefore = UNKNOWN;
    }

    /** Octets may be alike where mails are, but then the sizes that are listed are too. */
    private boolean isRepeated(ListedMessage message, @Nullable ListedMessage previous, long octets, long checksum) {
        return previous != null
                && octets == octetsBefore
                && checksum == checksumBefore
                && message.size() >= 0
                && previous.size() >= 0
                && message.size() != previous.size();
    }

    private boolean isShifted(
            ListedMessage message, @Nullable ListedMessage previous, long octets, @Nullable ListedMessage next) {
        return pipelined
                && sizesAreExact
                && octets != message.size()
                && ((previous != null && octets == previous.size()) || (next != null && octets == next.size()));
    }

    private static boolean differs(ListedMessage message, @Nullable ListedMessage other) {
        return other == null || other.size() != message.size();
    }
}
