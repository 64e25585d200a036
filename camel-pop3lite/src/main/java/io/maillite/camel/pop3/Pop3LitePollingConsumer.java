package io.maillite.camel.pop3;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.DynamicPollingConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Ordered;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a message when a route asks for one ({@code pollEnrich}), and has it deleted when the exchange that it became
 * part of has completed. Used by many threads at a time.
 */
final class Pop3LitePollingConsumer extends PollingConsumerSupport implements DynamicPollingConsumer {
    private static final String USE = "on demand";
    private static final Duration FOR_EVER = Duration.ofDays(100 * 365);

    private final Pop3LiteEndpoint endpoint;
    private final OnDemandReader reader;
    private final Pop3LiteBinding binding;

    Pop3LitePollingConsumer(Pop3LiteEndpoint endpoint, OnDemandReader reader) {
        super(endpoint);
        this.endpoint = endpoint;
        this.reader = reader;
        this.binding = new Pop3LiteBinding(endpoint.getConfiguration());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.usedBy(USE);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.leftBy(USE);
        super.doStop();
    }

    // ---- for an exchange

    @Override
    public @Nullable Exchange receive(@Nullable Exchange original) {
        return receive(original, FOR_EVER);
    }

    @Override
    public @Nullable Exchange receive(@Nullable Exchange original, long timeout) {
        return receive(original, timeout < 0 ? FOR_EVER : Duration.ofMillis(timeout));
    }

    @Override
    public @Nullable Exchange receiveNoWait(@Nullable Exchange original) {
        return receive(original, Duration.ZERO);
    }

    // ---- for a consumer template

    @Override
    public @Nullable Exchange receive() {
        return receive(null);
    }

    @Override
    public @Nullable Exchange receive(long timeout) {
        return receive(null, timeout);
    }

    @Override
    public @Nullable Exchange receiveNoWait() {
        return receiveNoWait(null);
    }

    // ---- looking

    /** Looks as often as a poll would, and a last time when the time is over. */
    private @Nullable Exchange receive(@Nullable Exchange original, Duration timeout) {
        long begun = System.nanoTime();
        try {
            while (isWanted()) {
                OnDemandReader.Look look = look(original);
                Duration left = timeout.minusNanos(System.nanoTime() - begun);
                Delivery found = look.delivery();
                if (found != null) {
                    return exchange(found, original);
                }
                if (look.outcome() == OnDemandReader.Outcome.NOTHING_MORE || left.isNegative() || left.isZero()) {
                    return null;
                }
                Duration pause = pause();
                reader.await(
                        pause.compareTo(left) < 0 ? pause : left,
                        look.outcome() == OnDemandReader.Outcome.TAKEN,
                        this::isWanted);
            }
            return null;
        } catch (IOException e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Duration pause() {
        TimeUnit unit = endpoint.getTimeUnit();
        return Duration.of(SharedPollScheduler.delay(endpoint.getDelay(), unit), unit.toChronoUnit());
    }

    private OnDemandReader.Look look(@Nullable Exchange original) throws IOException {
        return original == null
                ? reader.look(Thread.currentThread(), null)
                : reader.look(original.getExchangeId(), original.getProperty(ExchangePropertyKey.CORRELATION_ID));
    }

    private boolean isWanted() {
        CamelContext context = endpoint.getCamelContext();
        return isRunAllowed() && !context.isStopping() && !context.isStopped();
    }

    /** The enricher hands the completion over to the original exchange when it has made the message part of it. */
    private Exchange exchange(Delivery delivery, @Nullable Exchange original) {
        try {
            Exchange exchange = endpoint.createExchange();
            binding.bind(delivery.message(), delivery.content(), exchange);
            Share share = delivery.comeWith(exchange, original != null ? original : exchange);
            if (original != null) {
                original.getExchangeExtension().addOnCompletion(new Leftover(delivery, exchange, share));
            }
            return exchange;
        } catch (RuntimeException | Error e) {
            delivery.failed();
            throw e;
        }
    }

    /** A message that was fetched and never became part of the exchange, when the aggregation failed: it stays. */
    private static final class Leftover extends SynchronizationAdapter {
        private final Delivery delivery;
        private final Exchange fetched;
        private final Share share;

        Leftover(Delivery delivery, Exchange fetched, Share share) {
            this.delivery = delivery;
            this.fetched = fetched;
            this.share = share;
        }

        @Override
        public void onDone(Exchange exchange) {
            if (fetched.getExchangeExtension().containsOnCompletion(share)) {
                delivery.failed();
            }
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }
    }
}
