package io.maillite.camel.smtp;

import io.maillite.camel.support.watch.Tally;
import io.maillite.smtp.Outcome;
import io.maillite.smtp.RecipientResult;
import io.maillite.smtp.SendResult;
import java.time.Instant;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** What has become of the messages that were sent through an endpoint, as long as it lives. */
final class SmtpLiteStatistics {
    private final Tally<SendCount> counts = new Tally<>(SendCount.class);
    private volatile @Nullable Last last;
    private volatile @Nullable Failure lastFailure;

    private record Last(Outcome outcome, Instant at) {}

    private record Failure(@Nullable String message, Instant at) {}

    /**
     * A message was sent, or could not be.
     *
     * @param result of this attempt alone
     */
    void sent(SendResult result) {
        Instant now = Instant.now();
        int accepted = 0;
        for (RecipientResult recipient : result.recipients().asList()) {
            counts.count(count(recipient.status()));
            accepted += recipient.status() == RecipientResult.Status.ACCEPTED ? 1 : 0;
        }
        counts.count(count(result.outcome(), accepted));
        last = new Last(result.outcome(), now);
        lastFailure = result.failure()
                .map(failure -> new Failure(failure.getMessage(), now))
                .orElse(null);
    }

    private static SendCount count(RecipientResult.Status status) {
        return switch (status) {
            case ACCEPTED -> SendCount.RECIPIENTS_ACCEPTED;
            case REFUSED -> SendCount.RECIPIENTS_REFUSED;
            case IN_DOUBT -> SendCount.RECIPIENTS_IN_DOUBT;
            case NOT_SENT -> SendCount.RECIPIENTS_NOT_SENT;
        };
    }

    private static SendCount count(Outcome outcome, int accepted) {
        return switch (outcome) {
            case DELIVERED -> SendCount.MESSAGES_DELIVERED;
            case IN_DOUBT -> SendCount.MESSAGES_IN_DOUBT;
            case TRANSIENT -> accepted > 0 ? SendCount.MESSAGES_DELIVERED_PARTLY : SendCount.MESSAGES_REFUSED_FOR_NOW;
            case PERMANENT -> accepted > 0 ? SendCount.MESSAGES_DELIVERED_PARTLY : SendCount.MESSAGES_REFUSED_FOR_GOOD;
            case FAILED -> accepted > 0 ? SendCount.MESSAGES_DELIVERED_PARTLY : SendCount.MESSAGES_FAILED;
        };
    }

    void reset() {
        counts.reset();
    }

    long total(SendCount what) {
        return counts.total(what);
    }

    SenderState state(String server, int producers, PoolState connections) {
        Last latest = last;
        Failure failure = lastFailure;
        return new SenderState(
                server,
                producers,
                connections,
                Collections.unmodifiableMap(counts.read()),
                latest == null ? null : latest.outcome(),
                latest == null ? null : latest.at(),
                failure == null ? null : failure.message(),
                failure == null ? null : failure.at());
    }
}
