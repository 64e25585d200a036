package io.maillite.smtp;

import io.maillite.wire.MailException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some messages of a batch were not delivered to all their recipients. */
public final class SmtpBatchException extends MailException {
    private static final long serialVersionUID = 1L;

    private final transient List<SendResult> results;

    /** @param results of all elements of the batch, in order */
    public SmtpBatchException(List<SendResult> results) {
        super(message(results), firstFailure(results));
        this.results = List.copyOf(results);
    }

    private static String message(List<SendResult> results) {
        long failed =
                results.stream().filter(result -> result.failure().isPresent()).count();
        MailException first = firstFailure(results);
        return failed + " of " + results.size() + " messages of the batch were not delivered to all their recipients"
                + (first == null ? "" : "; the first: " + first.getMessage());
    }

    private static @Nullable MailException firstFailure(List<SendResult> results) {
        return results.stream()
                .flatMap(result -> result.failure().stream())
                .findFirst()
                .orElse(null);
    }

    /** The results of all elements of the batch, in order. */
    public List<SendResult> results() {
        return results;
    }
}
