package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.SendResult;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange remembers of an attempt that failed, for the one that may follow: Camel's error handler sends the
 * same exchange again, and nobody shall get the same message twice by it.
 */
final class Redelivery {
    private static final String PROPERTY = "CamelSmtpLiteSentSoFar";

    /** A message, or a batch by the identity of its body; where it was sent, and by which of the deliveries. */
    private record Memory(
            Object endpoint,
            int delivery,
            @Nullable SentSoFar message,
            @Nullable Object batch,
            List<SentSoFar> elements) {}

    private final Object endpoint;

    Redelivery(Object endpoint) {
        this.endpoint = endpoint;
    }

    /** What an earlier attempt with this envelope has come to, if this is another attempt. */
    @Nullable
    SentSoFar earlier(Exchange exchange, Envelope envelope) {
        Memory memory = take(exchange);
        SentSoFar message = memory == null ? null : memory.message();
        return message != null && message.envelope().equals(envelope) ? message : null;
    }

    /** What an earlier attempt with this batch has come to for each of its elements; none, if there was none. */
    List<SentSoFar> earlier(Exchange exchange, Object batch) {
        Memory memory = take(exchange);
        return memory != null && memory.batch() == batch ? memory.elements() : List.of();
    }

    private @Nullable Memory take(Exchange exchange) {
        Memory memory = exchange.getProperty(PROPERTY, Memory.class);
        exchange.removeProperty(PROPERTY);
        return memory != null && memory.endpoint() == endpoint && isRedelivery(exchange, memory) ? memory : null;
    }

    /**
     * Of the error handler's own accord. A step of an {@code onException} that sends again is none: it was written for
     * that, and Camel has put the counter back to the delivery that failed, or removed it.
     */
    private static boolean isRedelivery(Exchange exchange, Memory memory) {
        int delivery = delivery(exchange);
        return delivery > 0 && delivery != memory.delivery();
    }

    private static int delivery(Exchange exchange) {
        return exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class);
    }

    /** It has failed; some have got it, or may have. */
    void remember(Exchange exchange, Envelope envelope, SendResult result) {
        if (!result.recipients().accepted().isEmpty()
                || !result.recipients().inDoubt().isEmpty()) {
            keep(exchange, new SentSoFar(envelope, result), null, List.of());
        }
    }

    /** Elements of it have failed; others have not. */
    void remember(Exchange exchange, Object batch, List<SentSoFar> elements) {
        keep(exchange, null, batch, elements);
    }

    private void keep(
            Exchange exchange, @Nullable SentSoFar message, @Nullable Object batch, List<SentSoFar> elements) {
        exchange.setProperty(PROPERTY, new Memory(endpoint, delivery(exchange), message, batch, elements));
    }
}
