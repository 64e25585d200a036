package io.maillite.benchmarks.peer;

import java.io.IOException;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * A producer with a connection of its own, which its first exchange opens and its stop ends.
 *
 * @param <S> what sends over it
 */
abstract class SenderProducer<S extends RawSender> extends DefaultProducer {
    private @Nullable S sender;

    SenderProducer(Endpoint endpoint) {
        super(endpoint);
    }

    /** Connects. */
    abstract S open() throws IOException;

    /** What sends over the connection. */
    final S sender() throws IOException {
        S opened = sender;
        if (opened == null) {
            opened = open();
            sender = opened;
        }
        return opened;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        S opened = sender;
        sender = null;
        if (opened != null) {
            try (opened) {
                opened.quit();
            }
        }
    }
}
