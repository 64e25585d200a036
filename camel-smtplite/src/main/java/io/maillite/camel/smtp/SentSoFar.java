package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.SendResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier attempt to send a message has come to: a redelivery goes to those only who have not got it.
 *
 * @param element of a batch that it is about, if it is about one
 * @param envelope of the message, whole
 * @param result of it so far
 * @param known the same for all recipients of all attempts: the envelope may have had others
 */
record SentSoFar(@Nullable Object element, Envelope envelope, SendResult result, SendResult known) {

    /** What a first attempt has come to. */
    static SentSoFar first(@Nullable Object element, Envelope envelope, SendResult result) {
        return new SentSoFar(element, envelope, result, result);
    }

    /** What a further one has come to. */
    SentSoFar next(@Nullable Object itsElement, Envelope itsEnvelope, SendResult itsResult) {
        return new SentSoFar(itsElement, itsEnvelope, itsResult, itsResult.with(known));
    }

    /** What it says of the message as it is to be sent now: with another sender, parameters or recipients, maybe. */
    SentSoFar of(Envelope now) {
        return new SentSoFar(element, now, known.among(now.recipients()), known);
    }

    /** Sending it again would help nobody, or might double it. */
    boolean isDone() {
        return result.failure().isEmpty() || !result.recipients().inDoubt().isEmpty();
    }

    /** The envelope of what is left. */
    Envelope rest() {
        Set<String> done = new HashSet<>(result.recipients().accepted());
        List<String> rest = envelope.recipients().stream()
                .filter(recipient -> !done.contains(recipient))
                .toList();
        return envelope.forSome(rest);
    }
}
