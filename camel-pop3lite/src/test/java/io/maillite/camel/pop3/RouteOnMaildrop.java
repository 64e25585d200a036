package io.maillite.camel.pop3;

import static org.awaitility.Awaitility.await;

import io.maillite.testkit.pop3.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.MessageHelper;

/**
 * A Camel context with one route from a maildrop, whose polls the test starts itself, and what came through. Options
 * are those of the endpoint.
 */
final class RouteOnMaildrop implements AutoCloseable {
    /** What the route saw of a message. */
    record Seen(String uid, byte[] octets, Map<String, Object> headers, Map<String, Object> properties) {
        String text() {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    final CamelContext context = new DefaultCamelContext();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final String uri;
    private Processor processor = exchange -> {};

    RouteOnMaildrop(MaildropServer server, String options) {
        this(server.host(), server.port(), options);
    }

    RouteOnMaildrop(String host, int port, String options) {
        this(host, port, options, "NONE");
    }

    RouteOnMaildrop(MaildropServer server, String options, String tls) {
        this(server.host(), server.port(), options, tls);
    }

    RouteOnMaildrop(String host, int port, String options, String tls) {
        uri = "pop3lite:" + host + ":" + port
                + "?username=user&password=secret-of-user&tls=" + tls + "&startScheduler=false&exceptionHandler=#errors"
                + (options.isEmpty() ? "" : "&" + options);
        context.getShutdownStrategy().setTimeout(30);
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
    }

    RouteOnMaildrop bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    /** What the route does with each message, after it was seen. */
    RouteOnMaildrop processing(Processor what) {
        processor = what;
        return this;
    }

    RouteOnMaildrop start() throws Exception {
        return start(route -> route.process(exchange -> {
            seen.add(see(exchange));
            processor.process(exchange);
        }));
    }

    /** What a route is made of. */
    interface Body {
        void of(RouteDefinition route) throws Exception;
    }

    RouteOnMaildrop start(Body body) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                errorHandler(noErrorHandler());
                body.of(from(uri).routeId("mail"));
            }
        });
        context.start();
        return this;
    }

    static Seen see(Exchange exchange) {
        Seen seen = new Seen(
                Objects.toString(exchange.getIn().getHeader(Pop3LiteHeaders.UID), null),
                exchange.getIn().getBody(byte[].class),
                Map.copyOf(nonNull(exchange.getIn().getHeaders())),
                Map.copyOf(nonNull(exchange.getAllProperties())));
        MessageHelper.resetStreamCache(exchange.getIn());
        return seen;
    }

    private static Map<String, Object> nonNull(Map<String, Object> map) {
        Map<String, Object> copy = new HashMap<>(map);
        copy.values().removeIf(Objects::isNull);
        return copy;
    }

    Pop3LiteConsumer consumer() {
        return (Pop3LiteConsumer) context.getRoute("mail").getConsumer();
    }

    /** One poll, in this thread. */
    int poll() throws Exception {
        return consumer().poll();
    }

    List<String> uids() {
        return seen.stream().map(Seen::uid).toList();
    }

    static void awaiting(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    @Override
    public void close() {
        context.stop();
    }
}
