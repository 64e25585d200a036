package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpBatchException;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the body of an exchange: one message, or a batch of them. Envelope, content, send, outcome. */
@ManagedResource(description = "Managed smtplite producer")
final class SmtpLiteProducer extends DefaultAsyncProducer implements ManagedSender {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpLiteProducer.class);

    private final SmtpLiteEndpoint endpoint;
    private final SmtpLiteConfiguration options;
    private final EnvelopeBinding envelopes;
    private final BodyBinding bodies;
    private final Redelivery redelivery;
    private @Nullable Mailer mailer;
    private @Nullable SmtpLiteHealthCheck healthCheck;

    SmtpLiteProducer(SmtpLiteEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.envelopes = new EnvelopeBinding(options);
        this.bodies = new BodyBinding(endpoint.getCamelContext(), options.getSpoolThreshold());
        this.redelivery = new Redelivery(endpoint.getEndpointKey());
    }

    // ---- life cycle

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        mailer = new Mailer(endpoint.use());
        endpoint.follow(true);
        WritableHealthCheckRepository checks = healthChecks();
        if (checks != null) {
            healthCheck = new SmtpLiteHealthCheck(endpoint);
            checks.addHealthCheck(healthCheck);
        }
    }

    @Override
    protected void doStop() throws Exception {
        WritableHealthCheckRepository checks = healthChecks();
        if (checks != null && healthCheck != null) {
            checks.removeHealthCheck(healthCheck);
        }
        healthCheck = null;
        if (mailer != null) {
            mailer = null;
            endpoint.follow(false);
            endpoint.release();
        }
        super.doStop();
    }

    private @Nullable WritableHealthCheckRepository healthChecks() {
        return HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
    }

    private Mailer mailer() {
        Mailer started = mailer;
        if (started == null) {
            throw new IllegalStateException("The producer of " + endpoint + " is not started");
        }
        return started;
    }

    // ---- what can be watched

    @Override
    public SenderState state() {
        return endpoint.state();
    }

    @Override
    public void resetStatistics() {
        endpoint.resetStatistics();
    }

    @Override
    public void clearIdleConnections() {
        endpoint.clearIdleConnections();
    }

    // ---- send

    /** At once, in this thread. In this form because JMX shows a producer that has only the other as a mere bridge. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            send(exchange);
        } catch (Throwable e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void send(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        ResultHeaders.clear(message);
        message.removeHeader(SmtpLiteHeaders.RESULTS);
        Iterator<?> batch = Batch.elementsOf(message.getBody());
        if (batch == null) {
            sendOne(exchange, message);
        } else {
            sendBatch(exchange, message, batch);
        }
    }

    private void sendOne(Exchange exchange, Message message) throws MailException {
        Envelope envelope;
        try {
            envelope = envelopes.envelope(message);
        } catch (IllegalArgumentException e) {
            SendResult result = counted(impossible(List.of(), e));
            ResultHeaders.set(message, result);
            result.orThrow();
            return;
        }
        SentSoFar earlier = redelivery.earlier(exchange, envelope);
        SendResult result = attempt(exchange, message, envelope, earlier);
        ResultHeaders.set(message, result);
        redelivery.remember(exchange, envelope, result, earlier);
        result.orThrow();
    }

    private SendResult attempt(Exchange exchange, Message message, Envelope envelope, @Nullable SentSoFar earlier) {
        if (earlier == null) {
            return judged(counted(sent(exchange, message, envelope)));
        }
        if (earlier.isDone()) {
            if (earlier.result().failure().isPresent()) {
                LOG.warn("A message is not sent again, which might double it: an earlier attempt was left in doubt");
            }
            return earlier.result();
        }
        return judged(counted(sent(exchange, message, earlier.rest())).after(earlier.result()));
    }

    private SendResult sent(Exchange exchange, Message message, Envelope envelope) {
        try {
            return mailer().send(new MailObject(envelope, bodies.content(message, exchange)));
        } catch (IllegalArgumentException e) {
            return impossible(envelope.recipients(), e);
        } catch (IOException e) {
            return SendResult.unreadable(envelope.recipients(), e);
        }
    }

    private static SendResult impossible(List<String> recipients, IllegalArgumentException cause) {
        return SendResult.impossible(recipients, cause.getMessage() + ". Nothing was sent", cause);
    }

    /** Each attempt is counted once. */
    private SendResult counted(SendResult result) {
        endpoint.statistics().sent(result);
        return result;
    }

    private void sendBatch(Exchange exchange, Message message, Iterator<?> elements) throws SmtpBatchException {
        Object body = message.getBody();
        List<SentSoFar> earlier = redelivery.earlier(exchange, body);
        if (!earlier.isEmpty() && body instanceof Iterator<?>) {
            SmtpBatchException before = failed(exchange, message, body, earlier, earlier);
            if (before.getCause() != null) {
                throw before; // it can be read only once: what failed then is still failed
            }
            throw new IllegalStateException("The iterator of the batch failed at an earlier attempt: the "
                    + earlier.size() + " messages that it gave before that were delivered");
        }
        Batch batch = new Batch(
                elements,
                exchange,
                envelopes,
                bodies,
                this::judged,
                endpoint.statistics(),
                new EarlierBatch(earlier, body));
        mailer().send(batch, body instanceof Collection<?>);
        List<SentSoFar> outcomes = batch.outcomes();
        message.setHeader(SmtpLiteHeaders.RESULTS, results(outcomes));
        if (outcomes.stream().anyMatch(one -> one.result().failure().isPresent())) {
            throw failed(exchange, message, body, outcomes, batch.known());
        }
        RuntimeException broken = batch.broken();
        if (broken != null) {
            redelivery.remember(exchange, body, batch.known());
            throw broken;
        }
        redelivery.forget(exchange);
    }

    private SmtpBatchException failed(
            Exchange exchange, Message message, Object body, List<SentSoFar> outcomes, List<SentSoFar> known) {
        redelivery.remember(exchange, body, known);
        message.setHeader(SmtpLiteHeaders.RESULTS, results(outcomes));
        return new SmtpBatchException(results(outcomes));
    }

    private static List<SendResult> results(List<SentSoFar> outcomes) {
        return outcomes.stream().map(SentSoFar::result).toList();
    }

    /** Whether some recipients are enough. */
    private SendResult judged(SendResult result) {
        boolean isSuccess = result.failure().isEmpty(); // it was said at an earlier attempt
        if (options.getPartialDelivery() != PartialDelivery.ACCEPT || !result.isPartial() || isSuccess) {
            return result;
        }
        LOG.warn(
                "A message was delivered to {} recipients and refused for {}: {}",
                result.recipients().accepted().size(),
                result.recipients().refused().size(),
                result.recipients().refused());
        return result.withoutFailure();
    }
}
