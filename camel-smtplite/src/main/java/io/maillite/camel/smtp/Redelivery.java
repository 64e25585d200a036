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

    /** A message, or a batch by the identity of its body; and where it was sent. */
    private record Memory(
            Object endpoint,
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
        boolean again = exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class) > 0;
        Memory memory = exchange.getProperty(PROPERTY, Memory.class);
        exchange.removeProperty(PROPERTY);
        return again && memory != null && memory.endpoint() == endpoint ? memory : null;
    }

    /** It has failed; some may have got it. */
    void remember(Exchange exchange, Envelope envelope, SendResult result) {
        if (!result.recipients().accepted().isEmpty()) {
            exchange.setProperty(PROPERTY, new Memory(endpoint, new SentSoFar(envelope, result), null, List.of()));
        }
    }

    /** Elements of it have failed; others have not. */
    void remember(Exchange exchange, Object batch, List<SentSoFar> elements) {
        exchange.setProperty(PROPERTY, new Memory(endpoint, null, batch, elements));
    }
}
