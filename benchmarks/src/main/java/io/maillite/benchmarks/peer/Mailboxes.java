package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.PropertyBindingSupport;

/** A context with a route for each of many mailboxes, which are polled every five seconds and are empty. */
final class Mailboxes implements Polls, PollingConsumerPollStrategy {
    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final CamelContext context;

    private Mailboxes(String uri, int count, String component, int pollThreads) throws Exception {
        context = Routes.context(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < count; i++) {
                    long first = 1000L * DELAY_SECONDS * i / count;
                    from(String.format(uri, i) + "&pollStrategy=#polls&delay=" + DELAY_SECONDS * 1000 + "&initialDelay="
                                    + first)
                            .routeId("mailbox " + i)
                            .process(exchange -> {});
                }
            }
        });
        context.getRegistry().bind("polls", this);
        if (pollThreads > 0) {
            Component pollers = context.getComponent(component);
            PropertyBindingSupport.build()
                    .withCamelContext(context)
                    .withTarget(pollers)
                    .withMandatory(true)
                    .withProperty("pollThreads", pollThreads)
                    .bind();
        }
    }

    /**
     * A context, not started.
     *
     * @param component {@code pop3lite} or {@code pop3}
     * @param pollThreads for its option of that name; 0 leaves it alone
     * @param accounts how their names start
     */
    static Mailboxes of(String component, int pollThreads, int count, String host, int port, String accounts)
            throws Exception {
        String uri = component + ":" + host + ":" + port + "?username=" + accounts + "%d&password="
                + Task.PASSWORD
                + (component.equals("pop3lite") ? "&tls=NONE" : "&delete=true");
        return new Mailboxes(uri, count, component, pollThreads);
    }

    @Override
    public void start() {
        context.start();
    }

    @Override
    public long polls() {
        return polls.get();
    }

    @Override
    public long failures() {
        return failures.get();
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polled) {
        polls.incrementAndGet();
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
        failures.incrementAndGet();
        return false;
    }
}
