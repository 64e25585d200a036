package io.maillite.smtp;

import io.maillite.smtp.RecipientResult.Status;
import io.maillite.wire.MailException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a mail object.
 *
 * @param outcome how it ended
 * @param reply the final reply if anybody was delivered to, else the one that decided; empty if there was none
 * @param recipients what became of it for each recipient
 * @param failure what to throw unless it was delivered to all
 * @param retriable whether nobody has got it, and only because the session came to its end: over a new one it may work,
 *     and cannot double it
 */
public record SendResult(
        Outcome outcome,
        Optional<SmtpReply> reply,
        RecipientResults recipients,
        Optional<MailException> failure,
        boolean retriable) {

    /**
     * Of what cannot be sent at all, and was not.
     *
     * @param recipients whom it was for
     * @param why it cannot be sent, and what to do about it
     * @param cause what it was noticed by, if anything
     */
    public static SendResult impossible(Collection<String> recipients, String why, @Nullable Throwable cause) {
        RecipientResults results = notSent(recipients);
        return new SendResult(
                Outcome.PERMANENT,
                Optional.empty(),
                results,
                Optional.of(new SmtpPermanentException(why, null, results, cause)),
                false);
    }

    /**
     * Of what was not sent, because there was no session to send it over.
     *
     * @param recipients whom it was for
     * @param cause what kept the session from being opened
     */
    public static SendResult withoutSession(Collection<String> recipients, MailException cause) {
        return Verdict.interruptedBy(cause).on(notSent(recipients));
    }

    /**
     * Of what was not sent, because its content could not be read.
     *
     * @param recipients whom it was for
     * @param cause what reading it came to
     */
    public static SendResult unreadable(Collection<String> recipients, Exception cause) {
        return withoutSession(recipients, new UnreadableContentException(cause));
    }

    static RecipientResults notSent(Collection<String> recipients) {
        return new RecipientResults(recipients.stream()
                .map(recipient -> new RecipientResult(recipient, Status.NOT_SENT, Optional.empty()))
                .toList());
    }

    /**
     * The same, with those who got the message at an earlier attempt, at which the others did not. A failure names
     * them, too: whoever sends again shall leave them out.
     *
     * @param earlier the result of that attempt
     */
    public SendResult after(SendResult earlier) {
        RecipientResults all = earlier.recipients.replacedBy(recipients);
        boolean delivered = !earlier.recipients.accepted().isEmpty();
        return new SendResult(
                // what kept it from the others can be mended: that is what remains to be said of the message as a whole
                delivered && outcome == Outcome.FAILED ? Outcome.TRANSIENT : outcome,
                reply.or(earlier::reply),
                all,
                delivered ? failure.map(e -> Verdict.ofTheRest(e, earlier.recipients.accepted(), all)) : failure,
                retriable && !delivered);
    }

    /**
     * The same, with what an earlier attempt has come to for recipients that this one was not for. Where one of those
     * is in doubt, all of it is.
     *
     * @param earlier the result of that attempt
     */
    public SendResult with(SendResult earlier) {
        RecipientResults all = recipients.with(earlier.recipients);
        SendResult graver = outcome != Outcome.IN_DOUBT && all.has(Status.IN_DOUBT) ? earlier : this;
        return new SendResult(graver.outcome, graver.reply, all, graver.failure, graver.retriable);
    }

    /**
     * The same for these recipients: the others do not matter any more, and those that it says nothing of were not sent
     * to. If all of these have got it, it is a success.
     *
     * @param wanted addresses
     */
    public SendResult among(Collection<String> wanted) {
        RecipientResults among = recipients.among(wanted);
        return among.allAre(Status.ACCEPTED)
                ? new SendResult(Outcome.DELIVERED, reply, among, Optional.empty(), false)
                : new SendResult(outcome, reply, among, failure, retriable);
    }

    /** Whether some have got it and all others were refused: nothing is in doubt and nothing was left out. */
    public boolean isPartial() {
        return !recipients.accepted().isEmpty()
                && recipients.accepted().size() < recipients.asList().size()
                && recipients.inDoubt().isEmpty()
                && recipients.notSent().isEmpty();
    }

    /** The same, taken for a success. */
    public SendResult withoutFailure() {
        return new SendResult(outcome, reply, recipients, Optional.empty(), false);
    }

    /**
     * This, if it was delivered to all.
     *
     * @throws MailException if not
     */
    public SendResult orThrow() throws MailException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return this;
    }
}
