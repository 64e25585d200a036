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

    static RecipientResults notSent(Collection<String> recipients) {
        return new RecipientResults(recipients.stream()
                .map(recipient -> new RecipientResult(recipient, Status.NOT_SENT, Optional.empty()))
                .toList());
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
