package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.RecipientResults;
import io.maillite.smtp.SendResult;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange remembers of an attempt that failed, for the one that may follow: Camel's error handler sends the
 * same exchange again, and nobody shall get the same message twice by it.
 */
final class Redelivery {
    private static final String PROPERTY = "CamelSmtpLiteSentSoFar";

    /**
     * What an attempt has come to, and which attempt that was.
     *
     * @param endpoint its key: a dynamic endpoint need not live as long as the exchange
     * @param step of the route; null outside of one
     * @param delivery the first, or which redelivery
     * @param message if it was one
     * @param batch if it was one: its body, known again by its identity
     * @param elements of the batch
     */
    private record Memory(
            String endpoint,
            @Nullable String step,
            int delivery,
            @Nullable SentSoFar message,
            @Nullable Object batch,
            List<SentSoFar> elements) {}

    private final String endpoint;

    /** @param endpoint its key */
    Redelivery(String endpoint) {
        this.endpoint = endpoint;
    }

    /** What an earlier attempt has come to, as far as it concerns this envelope, if this is another attempt. */
    @Nullable
    SentSoFar earlier(Exchange exchange, Envelope envelope) {
        Memory memory = memory(exchange);
        SentSoFar message = memory == null ? null : memory.message();
        return message == null ? null : message.of(envelope);
    }

    /** What an earlier attempt with this batch has come to for each of its elements; none, if there was none. */
    List<SentSoFar> earlier(Exchange exchange, Object batch) {
        Memory memory = memory(exchange);
        return memory != null && memory.batch() == batch ? memory.elements() : List.of();
    }

    /**
     * It is a redelivery of the error handler's own accord that counts: the same step, under another counter. A step of
     * an {@code onException} that sends is none, nor is one further on in the route: they were written for that.
     */
    private @Nullable Memory memory(Exchange exchange) {
        Memory memory = exchange.getProperty(PROPERTY, Memory.class);
        if (memory == null) {
            return null;
        }
        int delivery = delivery(exchange);
        boolean isRedelivery = memory.endpoint().equals(endpoint)
                && Objects.equals(memory.step(), step(exchange))
                && delivery > 0
                && delivery != memory.delivery();
        return isRedelivery ? memory : null;
    }

    private static int delivery(Exchange exchange) {
        return exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class);
    }

    private static @Nullable String step(Exchange exchange) {
        return exchange.getExchangeExtension().getHistoryNodeId();
    }

    /**
     * The message has come to this: remembered if it failed, and some have got it or may have.
     *
     * @param earlier what {@link #earlier} gave for this attempt
     */
    void remember(Exchange exchange, Envelope envelope, SendResult result, @Nullable SentSoFar earlier) {
        SentSoFar sofar =
                earlier == null ? SentSoFar.first(null, envelope, result) : earlier.next(null, envelope, result);
        RecipientResults known = sofar.known().recipients();
        boolean isWorthIt = result.failure().isPresent()
                && (!known.accepted().isEmpty() || !known.inDoubt().isEmpty());
        if (isWorthIt) {
            keep(exchange, sofar, null, List.of());
        } else {
            forget(exchange);
        }
    }

    /** Elements of the batch have failed; others have not. */
    void remember(Exchange exchange, Object batch, List<SentSoFar> elements) {
        keep(exchange, null, batch, elements);
    }

    /** Nothing is left to be sent again. */
    void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    private void keep(
            Exchange exchange, @Nullable SentSoFar message, @Nullable Object batch, List<SentSoFar> elements) {
        exchange.setProperty(
                PROPERTY, new Memory(endpoint, step(exchange), delivery(exchange), message, batch, elements));
    }
}
