package io.maillite.interop;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** For what a server does in its own time: long enough for the slowest machine. */
final class Waiting {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Waiting() {}

    /** Asks until there is an answer. */
    static <T> T until(Callable<T> question) {
        return Awaitility.await().atMost(PATIENCE).until(question, Objects::nonNull);
    }

    static void untilTrue(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
