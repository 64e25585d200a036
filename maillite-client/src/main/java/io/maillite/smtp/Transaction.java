package io.maillite.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail transaction (RFC 5321 section 3.3): {@code MAIL}, {@code RCPT} for some of a delivery's recipients, and the
 * content. It holds the commands, and so what the server said to each.
 */
final class Transaction {
    /** A recipient and its {@code RCPT}, if that was submitted. */
    static final class Asked {
        private final PreparedMail.Recipient recipient;
        private @Nullable SimpleCommand rcpt;

        private Asked(PreparedMail.Recipient recipient) {
            this.recipient = recipient;
        }

        PreparedMail.Recipient recipient() {
            return recipient;
        }

        @Nullable
        SmtpReply reply() {
            return rcpt == null ? null : rcpt.lastReply();
        }

        /** Whether it was submitted, and no reply came. */
        boolean isPending() {
            return rcpt != null && !rcpt.isAnswered();
        }
    }

    private final Delivery delivery;
    private final Replies replies;
    private final boolean allRequired;
    private final List<Asked> recipients;
    private final EndOfData end;
    private final List<SmtpCommand> content = new ArrayList<>();
    private @Nullable SimpleCommand mail;
    private @Nullable SimpleCommand data;
    private @Nullable UnreadableContentException unreadable;
    private boolean submitted;
    private int pendingFrom;
    private int acceptedSoFar;
    private boolean someRefused;
    private boolean overflowed;

    Transaction(
            Delivery delivery,
            List<PreparedMail.Recipient> recipients,
            Replies replies,
            Protocol protocol,
            boolean allRequired,
            Duration dataTimeout) {
        this.delivery = delivery;
        this.replies = replies;
        this.allRequired = allRequired;
        this.recipients = new ArrayList<>(recipients.size());
        for (PreparedMail.Recipient recipient : recipients) {
            this.recipients.add(new Asked(recipient));
        }
        this.end = new EndOfData(dataTimeout, protocol == Protocol.LMTP, this::accepted);
    }

    Delivery delivery() {
        return delivery;
    }

    List<Asked> recipients() {
        return recipients;
    }

    EndOfData end() {
        return end;
    }

    SimpleCommand mail() {
        SimpleCommand command = SimpleCommand.of(delivery.mail().mail(), replies);
        mail = command;
        return command;
    }

    SimpleCommand rcpt(Asked asked) {
        SimpleCommand command = SimpleCommand.of(asked.recipient().rcpt(), replies);
        asked.rcpt = command;
        return command;
    }

    SimpleCommand data(SimpleCommand command) {
        data = command;
        return command;
    }

    <C extends SmtpCommand> C content(C command) {
        content.removeIf(SmtpCommand::isAnswered); // what was refused, the end of the data knows
        content.add(command);
        return command;
    }

    /** Its content turned out to be unreadable before its end was submitted. */
    void unreadable(UnreadableContentException cause) {
        unreadable = cause;
    }

    @Nullable
    UnreadableContentException unreadable() {
        return unreadable;
    }

    /** Nothing more of it will be submitted. */
    void submitted() {
        submitted = true;
    }

    /** Whether all that was submitted was answered, and nothing more will be. */
    boolean isAnswered() {
        look();
        return submitted
                && (mail == null || mail.isAnswered())
                && (pendingFrom == recipients.size()
                        || !recipients.get(pendingFrom).isPending())
                && (data == null || data.isAnswered())
                && isContentAnswered();
    }

    private boolean isContentAnswered() {
        for (SmtpCommand command : content) {
            if (!command.isAnswered()) {
                return false;
            }
        }
        return true;
    }

    /** Takes the replies to {@code RCPT} that have come since the last look. */
    private void look() {
        while (pendingFrom < recipients.size()) {
            SmtpReply reply = recipients.get(pendingFrom).reply();
            if (reply == null) {
                return;
            }
            pendingFrom++;
            if (reply.isPositive()) {
                acceptedSoFar++;
            } else if (isOverflow(reply)) {
                overflowed = true;
            } else {
                someRefused = true;
            }
        }
    }

    /**
     * {@code 452}: too many recipients (RFC 5321 section 4.5.3.1.10), unless its enhanced code says something else. A
     * server that takes none at all is not full of recipients.
     */
    private boolean isOverflow(SmtpReply reply) {
        return reply.code() == 452
                && acceptedSoFar > 0
                && reply.enhancedStatus().map(status -> status.isAbout(5, 3)).orElse(true);
    }

    /** Whether this recipient, whose {@code RCPT} had this reply, is for a further transaction. */
    boolean isForAnother(@Nullable SmtpReply reply) {
        return overflowed && (reply == null || isOverflow(reply));
    }

    int accepted() {
        look();
        return acceptedSoFar;
    }

    /** Whether the server takes no more recipients in this transaction. */
    boolean isFull() {
        look();
        return overflowed;
    }

    /** The reply that refused {@code MAIL}, if one came. */
    @Nullable
    SmtpReply mailRefusal() {
        SmtpReply reply = mail == null ? null : mail.lastReply();
        return reply != null && reply.isRefusal() ? reply : null;
    }

    /** The reply that refused the content before its end, be it to {@code DATA}, if one came. */
    @Nullable
    SmtpReply contentRefusal() {
        SmtpReply reply = data == null ? null : data.lastReply();
        return reply != null && reply.isRefusal() ? reply : end.refusal();
    }

    /** Whether what has been answered so far leaves nobody to send the content to. */
    boolean isHopeless() {
        look();
        boolean nobody = pendingFrom == recipients.size() && acceptedSoFar == 0;
        return mailRefusal() != null || contentRefusal() != null || nobody || isBarred();
    }

    /** Whether all recipients were to be accepted, and one was not. */
    boolean isBarred() {
        look();
        return allRequired && (someRefused || overflowed);
    }

    /** Whether the server has a transaction that may still be open when this one is over. */
    boolean leavesOpen() {
        if (end.isWritten() && data != null) {
            return false; // the end of the data ends the transaction, whatever the reply (RFC 5321 section 4.1.1.4)
        }
        return mail != null && !end.isAccepted();
    }
}
