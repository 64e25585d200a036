package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a message's data: where it stands in what was written, and what the server said to it. The message is in
 * doubt from when it may have arrived there until it is answered here.
 */
final class EndOfData {
    private final Duration timeout;
    private final boolean perRecipient;
    private final IntSupplier accepted;
    private final List<SmtpReply> replies = new ArrayList<>();
    private OptionalLong position = OptionalLong.empty();
    private @Nullable SmtpReply refusal;

    /**
     * @param timeout how long to wait for what the server says to it
     * @param perRecipient whether there will be a reply for each recipient that was accepted, as with LMTP
     * @param accepted how many were accepted: asked when everything before it was answered
     */
    EndOfData(Duration timeout, boolean perRecipient, IntSupplier accepted) {
        this.timeout = timeout;
        this.perRecipient = perRecipient;
        this.accepted = accepted;
    }

    private int expected() {
        return perRecipient ? Math.max(1, accepted.getAsInt()) : 1;
    }

    Duration timeout() {
        return timeout;
    }

    /** It was written, and ends here. */
    void written(Connection connection) {
        position = OptionalLong.of(connection.position());
    }

    boolean isWritten() {
        return position.isPresent();
    }

    boolean mayHaveArrived(Connection connection) {
        return position.isPresent() && connection.mayHaveArrived(position.getAsLong());
    }

    /** Reads what the server says to it: one reply, or with LMTP one for each recipient (RFC 2033 section 4.2). */
    SmtpReply read(Connection connection, String name) throws MailException {
        SmtpReply reply;
        do {
            reply = SmtpReply.read(connection).ofClass(connection, name, 2, 4, 5);
            replies.add(reply);
        } while (!isAnswered());
        return reply;
    }

    /** The server refuses the message before its end. */
    void refused(SmtpReply reply) {
        if (refusal == null) {
            refusal = reply;
        }
    }

    /** The first reply that refused the message before its end, if there is one. */
    @Nullable
    SmtpReply refusal() {
        return refusal;
    }

    /** The final reply to this recipient, counted among those accepted, as far as it came. */
    @Nullable
    SmtpReply replyTo(int accepted) {
        int index = perRecipient ? accepted : 0;
        return index < replies.size() ? replies.get(index) : null;
    }

    /** The first of the final replies that refuses it, if there is one. */
    Optional<SmtpReply> firstRefusal() {
        return replies.stream().filter(SmtpReply::isRefusal).findFirst();
    }

    /** Whether the server has taken the message, which ends the transaction. */
    boolean isAccepted() {
        return isAnswered() && replies.get(0).isPositive();
    }

    boolean isAnswered() {
        return replies.size() >= expected();
    }
}
