package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.Outcome;
import io.maillite.smtp.SendResult;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Sending it again would help nobody, or might double it. */
    boolean isDone() {
        return result.failure().isEmpty() || result.outcome() == Outcome.IN_DOUBT;
    }

    /** The envelope of what is left. */
    Envelope rest() {
        Set<String> done = new HashSet<>(result.recipients().accepted());
        List<String> rest = envelope.recipients().stream()
                .filter(recipient -> !done.contains(recipient))
                .toList();
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>(envelope.singleRecipientParameters());
        parameters.keySet().retainAll(rest);
        return envelope.withRecipients(rest).withSingleRecipientParameters(parameters);
    }
}
