package io.maillite.reliability.secrets;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** How the first poll of each endpoint ended; otherwise Camel's own strategy. */
final class Polls extends DefaultPollingConsumerPollStrategy {
    private final Map<Endpoint, Optional<Exception>> ended = new ConcurrentHashMap<>();

    Map<Endpoint, Optional<Exception>> ended() {
        return ended;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        super.commit(consumer, endpoint, polledMessages);
        ended.put(endpoint, Optional.empty());
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        boolean again = super.rollback(consumer, endpoint, retryCounter, cause);
        ended.put(endpoint, Optional.of(cause));
        return again;
    }
}
