package io.maillite.camel.pop3;

import io.maillite.camel.support.MailEndpointBuilder;
import io.maillite.pop3.Pipelining;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * The URI of a mailbox, option by option, for routes in Java:
 *
 * <pre>{@code from(pop3lite("mail.example.org").username("ada").password("{{password}}").delay(Duration.ofMinutes(5)))}
 * </pre>
 *
 * Durations need no {@code timeUnit}, the one option that is not here.
 */
public final class Pop3LiteEndpointBuilder extends MailEndpointBuilder<Pop3LiteEndpointBuilder>
        implements EndpointConsumerBuilder {
    private static final String SCHEME = "pop3lite";

    private Pop3LiteEndpointBuilder(String host) {
        super(SCHEME, host);
    }

    private Pop3LiteEndpointBuilder(String host, int port) {
        super(SCHEME, host, port);
    }

    /** @param host name or address of the server, with or without {@code :port} */
    public static Pop3LiteEndpointBuilder pop3lite(String host) {
        return new Pop3LiteEndpointBuilder(host);
    }

    /**
     * @param host name or address of the server
     * @param port 1 to 65535
     */
    public static Pop3LiteEndpointBuilder pop3lite(String host, int port) {
        return new Pop3LiteEndpointBuilder(host, port);
    }

    /** Everything that the scheduler itself is to know. */
    public Pop3LiteEndpointBuilder schedulerProperties(Map<String, Object> schedulerProperties) {
        doSetMultiValueProperties("schedulerProperties", "scheduler.", schedulerProperties);
        return this;
    }

    public Pop3LiteEndpointBuilder delete(boolean delete) {
        return option("delete", delete);
    }

    public Pop3LiteEndpointBuilder idempotentRepository(IdempotentRepository idempotentRepository) {
        return option("idempotentRepository", idempotentRepository);
    }

    public Pop3LiteEndpointBuilder maxMessagesPerPoll(int maxMessagesPerPoll) {
        return option("maxMessagesPerPoll", maxMessagesPerPoll);
    }

    public Pop3LiteEndpointBuilder fetch(Fetch fetch) {
        return option("fetch", fetch);
    }

    public Pop3LiteEndpointBuilder topLines(int topLines) {
        return option("topLines", topLines);
    }

    public Pop3LiteEndpointBuilder maxMessageSize(long maxMessageSize) {
        return option("maxMessageSize", maxMessageSize);
    }

    public Pop3LiteEndpointBuilder pipelining(Pipelining pipelining) {
        return option("pipelining", pipelining);
    }

    public Pop3LiteEndpointBuilder prefetch(int prefetch) {
        return option("prefetch", prefetch);
    }

    public Pop3LiteEndpointBuilder prefetchSize(long prefetchSize) {
        return option("prefetchSize", prefetchSize);
    }

    public Pop3LiteEndpointBuilder browseLimit(int browseLimit) {
        return option("browseLimit", browseLimit);
    }

    public Pop3LiteEndpointBuilder maxListing(int maxListing) {
        return option("maxListing", maxListing);
    }

    public Pop3LiteEndpointBuilder quitTimeout(Duration quitTimeout) {
        return option("quitTimeout", quitTimeout);
    }

    public Pop3LiteEndpointBuilder utf8(boolean utf8) {
        return option("utf8", utf8);
    }

    public Pop3LiteEndpointBuilder concurrentConsumers(int concurrentConsumers) {
        return option("concurrentConsumers", concurrentConsumers);
    }

    public Pop3LiteEndpointBuilder headerFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
        return option("headerFilterStrategy", headerFilterStrategy);
    }

    public Pop3LiteEndpointBuilder mapHeaders(boolean mapHeaders) {
        return option("mapHeaders", mapHeaders);
    }

    public Pop3LiteEndpointBuilder maxAttempts(int maxAttempts) {
        return option("maxAttempts", maxAttempts);
    }

    public Pop3LiteEndpointBuilder operation(Pop3Operation operation) {
        return option("operation", operation);
    }

    public Pop3LiteEndpointBuilder sendEmptyMessageWhenIdle(boolean sendEmptyMessageWhenIdle) {
        return option("sendEmptyMessageWhenIdle", sendEmptyMessageWhenIdle);
    }

    public Pop3LiteEndpointBuilder bridgeErrorHandler(boolean bridgeErrorHandler) {
        return option("bridgeErrorHandler", bridgeErrorHandler);
    }

    public Pop3LiteEndpointBuilder exceptionHandler(ExceptionHandler exceptionHandler) {
        return option("exceptionHandler", exceptionHandler);
    }

    public Pop3LiteEndpointBuilder exchangePattern(ExchangePattern exchangePattern) {
        return option("exchangePattern", exchangePattern);
    }

    public Pop3LiteEndpointBuilder pollStrategy(PollingConsumerPollStrategy pollStrategy) {
        return option("pollStrategy", pollStrategy);
    }

    public Pop3LiteEndpointBuilder delay(Duration delay) {
        return option("delay", delay);
    }

    public Pop3LiteEndpointBuilder initialDelay(Duration initialDelay) {
        return option("initialDelay", initialDelay);
    }

    public Pop3LiteEndpointBuilder greedy(boolean greedy) {
        return option("greedy", greedy);
    }

    public Pop3LiteEndpointBuilder repeatCount(long repeatCount) {
        return option("repeatCount", repeatCount);
    }

    public Pop3LiteEndpointBuilder backoffMultiplier(int backoffMultiplier) {
        return option("backoffMultiplier", backoffMultiplier);
    }

    public Pop3LiteEndpointBuilder backoffIdleThreshold(int backoffIdleThreshold) {
        return option("backoffIdleThreshold", backoffIdleThreshold);
    }

    public Pop3LiteEndpointBuilder backoffErrorThreshold(int backoffErrorThreshold) {
        return option("backoffErrorThreshold", backoffErrorThreshold);
    }

    public Pop3LiteEndpointBuilder runLoggingLevel(LoggingLevel runLoggingLevel) {
        return option("runLoggingLevel", runLoggingLevel);
    }

    public Pop3LiteEndpointBuilder scheduledExecutorService(ScheduledExecutorService scheduledExecutorService) {
        return option("scheduledExecutorService", scheduledExecutorService);
    }

    public Pop3LiteEndpointBuilder scheduler(Object scheduler) {
        return option("scheduler", scheduler);
    }

    public Pop3LiteEndpointBuilder startScheduler(boolean startScheduler) {
        return option("startScheduler", startScheduler);
    }

    public Pop3LiteEndpointBuilder useFixedDelay(boolean useFixedDelay) {
        return option("useFixedDelay", useFixedDelay);
    }
}
