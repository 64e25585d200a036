package io.maillite.interop;

import io.maillite.testkit.tls.TestTls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.jsse.SSLContextParameters;

/** A Camel context for one test, as a user would have it; it trusts the certificates of the test kit. */
final class Routes implements AutoCloseable {
    /** A message as a route saw it. */
    record Seen(byte[] octets, Map<String, Object> headers) {}

    final CamelContext context = new DefaultCamelContext();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();

    Routes() {
        context.getRegistry().bind("trust", new SSLContextParameters() {
            @Override
            public javax.net.ssl.SSLContext createSSLContext(CamelContext camel) {
                return TestTls.clientContext();
            }
        });
        context.getRegistry().bind("errors", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                errors.add(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                errors.add(exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                errors.add(exception);
            }
        });
        context.start();
    }

    /** A route that keeps what it sees. */
    Routes consuming(String id, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&delay=200&initialDelay=0&exceptionHandler=#errors")
                        .routeId(id)
                        .process(exchange -> seen.add(new Seen(
                                exchange.getIn().getBody(byte[].class),
                                new HashMap<>(exchange.getIn().getHeaders()))));
            }
        });
        return this;
    }

    /** Has the route see so many messages, and nothing else happen. */
    List<Seen> await(int count) {
        Waiting.untilTrue(() -> seen.size() >= count || !errors.isEmpty());
        if (!errors.isEmpty()) {
            throw new AssertionError(errors.toString(), errors.get(0));
        }
        return new ArrayList<>(seen);
    }

    ScheduledPollConsumer consumer(String id) {
        return (ScheduledPollConsumer) context.getRoute(id).getConsumer();
    }

    /** Sends an exchange to an endpoint. */
    Exchange send(String uri, Object body, Map<String, ?> headers) {
        Exchange exchange = exchange(body, headers);
        return context.createProducerTemplate().send(uri, exchange);
    }

    Exchange exchange(Object body, Map<String, ?> headers) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody(body);
        exchange.getIn().setHeaders(new HashMap<>(headers));
        return exchange;
    }

    @Override
    public void close() {
        context.getShutdownStrategy().setTimeout(60);
        context.stop();
    }
}
