package io.maillite.camel.pop3;

import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/** One poll is one POP3 session. */
final class Pop3LiteConsumer extends ScheduledPollConsumer {
    Pop3LiteConsumer(Pop3LiteEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected int poll() {
        throw new UnsupportedOperationException("not connected to the POP3 client yet");
    }
}
