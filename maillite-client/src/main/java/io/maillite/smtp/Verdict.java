package io.maillite.smtp;

import io.maillite.smtp.RecipientResult.Status;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailException;
import io.maillite.wire.ServerAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mail object as a whole, from what happened on its way. In doubt outranks what can still be mended,
 * that outranks what cannot; of several causes of the same rank it is the first.
 */
final class Verdict {
    private static final int MOST_NAMED = 5;

    private record Refused(String command, SmtpReply reply) {}

    private final @Nullable ServerAddress server;
    private @Nullable SmtpReply accepted;
    private @Nullable Refused firstTransient;
    private @Nullable Refused firstPermanent;
    private @Nullable MailException interruption;
    private boolean closedBeforeTheEnd;
    private boolean barred;
    private boolean takenAllTheSame;

    Verdict(ServerAddress server) {
        this.server = server;
    }

    private Verdict() {
        this.server = null;
    }

    /** Of a mail object that never came to a session, for a cause that names the server itself. */
    static Verdict interruptedBy(MailException cause) {
        Verdict verdict = new Verdict();
        verdict.interrupted(cause);
        return verdict;
    }

    private String server() {
        return server == null ? "" : server.toString();
    }

    void accepted(SmtpReply reply) {
        accepted = reply;
    }

    void refused(String command, SmtpReply reply, boolean beforeTheEnd) {
        if (reply.isTransient() && firstTransient == null) {
            firstTransient = new Refused(command, reply);
        }
        if (reply.isPermanent() && firstPermanent == null) {
            firstPermanent = new Refused(command, reply);
        }
        closedBeforeTheEnd |= beforeTheEnd && reply.isClosing();
    }

    /** {@code MAIL} was refused, and yet the content taken. */
    void takenAllTheSame() {
        takenAllTheSame = true;
    }

    /** All recipients were to be accepted or none: so this refusal kept it from everybody. */
    void barred() {
        barred = true;
    }

    void interrupted(MailException cause) {
        if (interruption == null) {
            interruption = cause;
        }
    }

    SendResult on(RecipientResults recipients) {
        if (recipients.allAre(Status.ACCEPTED)) {
            return new SendResult(
                    Outcome.DELIVERED, Optional.ofNullable(accepted), recipients, Optional.empty(), false);
        }
        if (recipients.has(Status.IN_DOUBT)) {
            return inDoubt(recipients);
        }
        boolean delivered = recipients.has(Status.ACCEPTED);
        boolean retriable = !delivered && (closedBeforeTheEnd || interruption instanceof MailConnectionException);
        if (firstTransient != null) {
            return refused(firstTransient, recipients, retriable);
        }
        if (recipients.has(Status.NOT_SENT) && interruption != null) {
            return interrupted(interruption, recipients, retriable);
        }
        if (firstPermanent != null) {
            return refused(firstPermanent, recipients, retriable);
        }
        throw new IllegalStateException("Nothing is known to have kept the message from " + recipients);
    }

    private SendResult refused(Refused cause, RecipientResults recipients, boolean retriable) {
        MailException failure = Refusal.of(
                Refusal.text(server(), cause.command(), cause.reply())
                        + (barred ? ". All recipients are required: nothing was sent to anybody" : "")
                        + deliveredTo(recipients),
                cause.reply(),
                recipients);
        Outcome outcome = cause.reply().isTransient() ? Outcome.TRANSIENT : Outcome.PERMANENT;
        return failed(outcome, cause.reply(), recipients, failure, retriable);
    }

    private SendResult interrupted(MailException cause, RecipientResults recipients, boolean retriable) {
        boolean delivered = recipients.has(Status.ACCEPTED);
        if (cause instanceof UnreadableContentException) {
            return notSent(cause.getMessage(), null, recipients, cause.getCause(), false);
        }
        if (cause instanceof SmtpTransientException closed) {
            return notSent(closed.getMessage(), closed.reply().orElse(null), recipients, null, !delivered);
        }
        if (cause instanceof SmtpPermanentException refused && !delivered) {
            SmtpReply reply = refused.reply().orElse(null);
            MailException failure = new SmtpPermanentException(
                    cause.getMessage() + ". Nothing was sent", reply, recipients, refused.getCause());
            return failed(Outcome.PERMANENT, reply, recipients, failure, false);
        }
        if (cause instanceof MailConnectionException || delivered) {
            return notSent(cause.getMessage(), null, recipients, cause, retriable);
        }
        return failed(Outcome.FAILED, null, recipients, cause, false);
    }

    private SendResult notSent(
            @Nullable String text,
            @Nullable SmtpReply reply,
            RecipientResults recipients,
            @Nullable Throwable cause,
            boolean retriable) {
        String rest = recipients.accepted().isEmpty()
                ? ". Nothing was sent: sending it again cannot double it"
                : notSentTo(recipients) + deliveredTo(recipients);
        return failed(
                Outcome.TRANSIENT,
                reply,
                recipients,
                new SmtpTransientException(text + rest, reply, recipients, cause),
                retriable);
    }

    private SendResult inDoubt(RecipientResults recipients) {
        MailException cause = interruption;
        String how = takenAllTheSame && cause == null
                ? ": the sender was refused, and the message taken all the same, as whose nobody can tell"
                : ": the end of the message was sent, and no reply came that can be read";
        String text = server() + how + ". It is in doubt for " + names(recipients.inDoubt())
                + ": sending it again may double it" + notSentTo(recipients) + deliveredTo(recipients)
                + (cause == null ? "" : ". " + cause.getMessage());
        return failed(
                Outcome.IN_DOUBT, null, recipients, new DeliveryInDoubtException(text, null, recipients, cause), false);
    }

    private SendResult failed(
            Outcome outcome,
            @Nullable SmtpReply reply,
            RecipientResults recipients,
            MailException failure,
            boolean retriable) {
        return new SendResult(
                outcome,
                Optional.ofNullable(accepted != null ? accepted : reply),
                recipients,
                Optional.of(failure),
                retriable);
    }

    /**
     * The failure of an attempt to send to the others, those known who have got it before.
     *
     * @param recipients all, with what is known of them now
     */
    static MailException ofTheRest(MailException failure, List<String> delivered, RecipientResults recipients) {
        String text = failure.getMessage() + ". An earlier attempt has delivered it to " + names(delivered)
                + ": this one was for the others alone";
        if (!(failure instanceof SmtpException known)) {
            return new SmtpTransientException(text, null, recipients, failure);
        }
        SmtpReply reply = known.reply().orElse(null);
        if (failure instanceof DeliveryInDoubtException) {
            return new DeliveryInDoubtException(text, reply, recipients, failure.getCause());
        }
        return failure instanceof SmtpPermanentException
                ? new SmtpPermanentException(text, reply, recipients, failure.getCause())
                : new SmtpTransientException(text, reply, recipients, failure.getCause());
    }

    private static String notSentTo(RecipientResults recipients) {
        return recipients.notSent().isEmpty() ? "" : ". It was not sent to " + names(recipients.notSent());
    }

    private static String deliveredTo(RecipientResults recipients) {
        return recipients.accepted().isEmpty() ? "" : ". It was delivered to " + names(recipients.accepted());
    }

    private static String names(List<String> addresses) {
        String first = addresses.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return addresses.size() <= MOST_NAMED ? first : first + " and " + (addresses.size() - MOST_NAMED) + " more";
    }
}
