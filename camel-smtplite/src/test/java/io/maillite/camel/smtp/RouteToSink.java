package io.maillite.camel.smtp;

import io.maillite.testkit.smtp.SinkServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.DefaultErrorHandlerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/** A Camel context with one route to a server, and what the route makes of exchanges. */
final class RouteToSink implements AutoCloseable {
    static final String TEXT = "Subject: x\r\n\r\nHello\r\n";

    final CamelContext context = new DefaultCamelContext();
    private final String uri;
    private Consumer<RouteDefinition> before = route -> {};

    RouteToSink(SinkServer server, String options) {
        this(
                server.port(),
                "tls=NONE&from=from@example.org&to=to@example.org" + (options.isEmpty() ? "" : "&" + options));
    }

    RouteToSink(int port, String options) {
        uri = "smtplite:localhost:" + port + "?localHostName=client.example.org&" + options;
        context.getShutdownStrategy().setTimeout(30);
    }

    /** A route whose error handler sends three times more, at once. */
    static RouteToSink redelivering(SinkServer server) throws Exception {
        return redelivering(server, attempt -> {});
    }

    /** The same, with these options. */
    static RouteToSink redelivering(SinkServer server, String options) throws Exception {
        return new RouteToSink(server, options)
                .before(route -> route.errorHandler(threeTimesMore()))
                .start();
    }

    /** The same, where something happens before each redelivery, which are counted from 1. */
    static RouteToSink redelivering(SinkServer server, IntConsumer beforeEach) throws Exception {
        return redeliveringChanged(
                server,
                exchange -> beforeEach.accept(exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, int.class)));
    }

    /** The same, where the exchange is changed before each redelivery. */
    static RouteToSink redeliveringChanged(SinkServer server, Processor change) throws Exception {
        return new RouteToSink(server, "")
                .before(route -> route.errorHandler(threeTimesMore().onRedelivery(change)))
                .start();
    }

    /** The same, where Camel does not cache streams. */
    static RouteToSink redeliveringUncached(SinkServer server) throws Exception {
        return new RouteToSink(server, "")
                .before(route -> route.streamCache("false").errorHandler(threeTimesMore()))
                .start();
    }

    private static DefaultErrorHandlerBuilder threeTimesMore() {
        DefaultErrorHandlerBuilder builder = new DefaultErrorHandlerBuilder();
        builder.maximumRedeliveries(3).redeliveryDelay(0);
        return builder;
    }

    /** Has a file there, or away. */
    static void present(Path file, boolean there) {
        Path away = file.resolveSibling(file.getFileName() + ".away");
        try {
            if (there && Files.exists(away)) {
                Files.move(away, file);
            } else if (!there) {
                Files.move(file, away);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri() {
        return uri;
    }

    RouteToSink bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    RouteToSink before(Consumer<RouteDefinition> steps) {
        before = steps;
        return this;
    }

    RouteToSink start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from("direct:in").routeId("out");
                before.accept(route);
                route.to(uri);
            }
        });
        context.start();
        return this;
    }

    Exchange send(Object body) {
        return send(body, Map.of());
    }

    Exchange send(Object body, Map<String, Object> headers) {
        Exchange exchange = exchange(body, headers);
        return context.createProducerTemplate().send("direct:in", exchange);
    }

    Exchange exchange(Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody(body);
        exchange.getIn().setHeaders(new HashMap<>(headers));
        return exchange;
    }

    SmtpLiteEndpoint endpoint() {
        return context.getEndpoint(uri, SmtpLiteEndpoint.class);
    }

    @Override
    public void close() {
        context.stop();
    }
}
