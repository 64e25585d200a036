package io.maillite.smtp;

import io.maillite.smtp.RecipientResult.Status;
import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mail object on its way: in one transaction, or in several where the server does not take all recipients at once. It
 * gathers what became of each recipient.
 */
final class Delivery {
    private final Connection connection;
    private final PreparedMail mail;
    private final Deque<PreparedMail.Recipient> waiting;
    private final @Nullable RecipientResult[] results;
    private final Verdict verdict;
    private boolean concluded = true;
    /** What ended the session has left somebody without an answer. */
    private boolean leftOpen;

    Delivery(Connection connection, PreparedMail mail) {
        this.connection = connection;
        this.mail = mail;
        this.waiting = new ArrayDeque<>(mail.recipients());
        this.results = new RecipientResult[mail.recipients().size()];
        this.verdict = new Verdict(connection.server());
    }

    PreparedMail mail() {
        return mail;
    }

    /** Whether there are recipients for whom no transaction has begun yet. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether all is known that will be. */
    boolean isConcluded() {
        return concluded && waiting.isEmpty();
    }

    /** Takes as many of those waiting as the server takes in one transaction (RFC 9422). */
    List<PreparedMail.Recipient> next(OptionalInt most, OptionalInt mostDomains) {
        concluded = false;
        List<PreparedMail.Recipient> next = new ArrayList<>();
        Set<String> domains = mostDomains.isPresent() ? new HashSet<>() : Set.of();
        while (!waiting.isEmpty() && next.size() < most.orElse(Integer.MAX_VALUE)) {
            if (mostDomains.isPresent()) {
                waiting.element().domain().ifPresent(domains::add);
                if (domains.size() > mostDomains.getAsInt()) {
                    break;
                }
            }
            next.add(waiting.remove());
        }
        return next;
    }

    /**
     * A transaction of it is over.
     *
     * @param interruption what ended the session before all of it was answered, or null
     * @param closed whether the server had said that it ends the session: what it has not answered it has not done
     */
    void conclude(Transaction transaction, @Nullable MailException interruption, boolean closed) {
        Status unknown = transaction.end().mayHaveArrived(connection) && !closed ? Status.IN_DOUBT : Status.NOT_SENT;
        if (transaction.notUnderstood() != null) {
            notSent(transaction, transaction.notUnderstood());
            return;
        }
        SmtpReply toMail = transaction.mailRefusal();
        if (toMail != null) {
            verdict.refused(mail.mail().shown(), toMail, true);
        }
        boolean isTaken = transaction.end().isAccepted();
        boolean mayBeTaken = unknown == Status.IN_DOUBT && !transaction.end().isAnswered();
        boolean takenAllTheSame = toMail != null && (isTaken || mayBeTaken);
        if (takenAllTheSame) {
            verdict.takenAllTheSame();
        }
        leftOpen |= takenAllTheSame && !isTaken;
        int accepted = 0;
        for (Transaction.Asked asked : transaction.recipients()) {
            SmtpReply reply = asked.reply();
            PreparedMail.Recipient recipient = asked.recipient();
            if (takenAllTheSame && reply != null && reply.isPositive()) {
                put(recipient, Status.IN_DOUBT, null); // who knows from whom the server thinks that it is
            } else if (toMail != null) {
                put(recipient, Status.REFUSED, toMail);
            } else if (!transaction.isBarred() && !asked.isPending() && transaction.isForAnother(reply)) {
                waiting.add(recipient);
            } else if (reply == null) {
                leftOpen = true;
                put(recipient, unknown, null);
            } else if (reply.isPositive()) {
                accepted++;
            } else {
                put(recipient, Status.REFUSED, reply);
                verdict.refused(recipient.rcpt().shown(), reply, true);
            }
        }
        if (accepted > 0 && toMail == null) {
            concludeContent(transaction, unknown);
        }
        if (transaction.isBarred()) {
            verdict.barred();
        }
        if (interruption != null && leftOpen) {
            verdict.interrupted(interruption);
        }
        concluded = true;
    }

    /** Nothing of a transaction came to anything, through no fault of what was sent. */
    private void notSent(Transaction transaction, MailException cause) {
        transaction.recipients().forEach(asked -> put(asked.recipient(), Status.NOT_SENT, null));
        verdict.interrupted(cause);
        concluded = true;
    }

    /** For those whose {@code RCPT} was accepted. */
    private void concludeContent(Transaction transaction, Status unknown) {
        SmtpReply refusal = transaction.contentRefusal();
        if (refusal != null) {
            verdict.refused("the message", refusal, true);
        }
        int accepted = 0;
        for (Transaction.Asked asked : transaction.recipients()) {
            SmtpReply toRcpt = asked.reply();
            if (toRcpt == null || !toRcpt.isPositive()) {
                continue;
            }
            SmtpReply reply = refusal == null ? transaction.end().replyTo(accepted++) : refusal;
            if (reply == null) {
                leftOpen = true;
                put(asked.recipient(), unknown, null);
            } else if (reply.isPositive()) {
                put(asked.recipient(), Status.ACCEPTED, reply);
                verdict.accepted(reply);
            } else {
                put(asked.recipient(), Status.REFUSED, reply);
                verdict.refused("the end of the message", reply, false);
            }
        }
    }

    /** The session ended, or nothing can be sent any more; those still waiting were not sent to. */
    void interrupted(MailException cause) {
        waiting.forEach(recipient -> put(recipient, Status.NOT_SENT, null));
        waiting.clear();
        verdict.interrupted(cause);
        concluded = true;
    }

    private void put(PreparedMail.Recipient recipient, Status status, @Nullable SmtpReply reply) {
        results[recipient.place()] = new RecipientResult(recipient.address(), status, Optional.ofNullable(reply));
    }

    SendResult result() {
        List<RecipientResult> inOrder = new ArrayList<>(results.length);
        for (PreparedMail.Recipient recipient : mail.recipients()) {
            RecipientResult result = results[recipient.place()];
            inOrder.add(
                    result != null
                            ? result
                            : new RecipientResult(recipient.address(), Status.NOT_SENT, Optional.empty()));
        }
        return verdict.on(new RecipientResults(inOrder));
    }
}
