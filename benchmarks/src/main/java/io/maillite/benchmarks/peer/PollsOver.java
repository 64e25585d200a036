package io.maillite.benchmarks.peer;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;

/** Learns from Camel when polls are over, and so when enough messages were polled. */
final class PollsOver implements PollingConsumerPollStrategy {
    private final CountDownLatch over = new CountDownLatch(1);
    private int missing;
    private volatile @Nullable Exception failure;

    PollsOver(int messages) {
        missing = messages;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public synchronized void commit(Consumer consumer, Endpoint endpoint, int polled) {
        missing -= polled;
        if (missing <= 0) {
            over.countDown();
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
        failure = cause;
        over.countDown();
        return false;
    }

    void await() throws Exception {
        over.await();
        Exception cause = failure;
        if (cause != null) {
            throw new IllegalStateException("A poll failed", cause);
        }
    }
}
