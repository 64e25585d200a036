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
 */
record SentSoFar(@Nullable Object element, Envelope envelope, SendResult result) {

    /** What it says of the message as it is to be sent now: with another sender, parameters or recipients, maybe. */
    SentSoFar of(Envelope now) {
        return now.recipients().equals(envelope.recipients())
                ? new SentSoFar(element, now, result)
                : new SentSoFar(element, now, result.among(now.recipients()));
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
