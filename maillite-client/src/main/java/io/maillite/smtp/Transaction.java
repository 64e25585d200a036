package io.maillite.smtp;

import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private @Nullable MailException notUnderstood;
    private boolean followsData;
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

    /** It was begun before the end of the data in front of it was answered. */
    void followsData() {
        followsData = true;
    }

    /**
     * Whether the server takes it for out of order: most likely because it came before the end of the data in front of
     * it was answered.
     */
    boolean isOutOfPlace() {
        SmtpReply reply = mailRefusal();
        return followsData && reply != null && reply.code() == SmtpReply.BAD_SEQUENCE && !end.isWritten();
    }

    /** Whether it may have been lost in the same way. */
    boolean mayBeOutOfPlace() {
        return followsData && mail != null && !mail.isAnswered();
    }

    /** The server does not know how its content is sent: the content was not taken. */
    void notUnderstood(MailException cause) {
        notUnderstood = cause;
    }

    @Nullable
    MailException notUnderstood() {
        return notUnderstood;
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
        return submitted && isEnvelopeAnswered() && (data == null || data.isAnswered()) && isContentAnswered();
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
     * Too many recipients: {@code 452} or {@code 552} (RFC 5321 section 4.5.3.1.10), unless the enhanced code says
     * something else; any other code with an enhanced one, or words, that say so. A server that takes none at all is
     * not full of recipients.
     */
    private boolean isOverflow(SmtpReply reply) {
        return reply.isRefusal()
                && !reply.isClosing()
                && acceptedSoFar > 0
                && reply.enhancedStatus()
                        .map(status -> status.isAbout(5, 3))
                        .orElseGet(() -> reply.code() == 452
                                || reply.code() == 552
                                || reply.text().toLowerCase(Locale.ROOT).contains("too many recipients"));
    }

    boolean hasAnsweredMail() {
        return mail != null && mail.isAnswered();
    }

    /** Whether {@code MAIL} and each {@code RCPT} that was submitted were answered. */
    boolean isEnvelopeAnswered() {
        look();
        return (mail == null || mail.isAnswered())
                && (pendingFrom == recipients.size()
                        || !recipients.get(pendingFrom).isPending());
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
