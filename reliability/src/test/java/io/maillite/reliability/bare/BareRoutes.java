package io.maillite.reliability.bare;

import io.maillite.camel.pop3.Pop3LiteHeaders;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A route from a mailbox to a server, in a JVM that has nothing which the components could do without. */
final class BareRoutes {
    /** Of each module that one of the components uses if it is there, a class. */
    static final List<String> OPTIONAL = List.of(
            "io.micrometer.core.instrument.MeterRegistry",
            "org.apache.camel.impl.console.DefaultDevConsoleRegistry",
            "org.apache.camel.impl.health.DefaultHealthCheckRegistry",
            "org.apache.camel.management.JmxManagementStrategy",
            "org.apache.camel.telemetry.Tracer",
            "org.apache.camel.tracing.Tracer");

    private BareRoutes() {}

    /** Takes the port of the mailbox, that of the server, and how many messages there are. */
    public static void main(String[] arguments) throws Exception {
        OPTIONAL.forEach(BareRoutes::requireAbsent);
        CountDownLatch sent = new CountDownLatch(Integer.parseInt(arguments[2]));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Throwable.class).process(exchange -> {
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                                .printStackTrace();
                        Runtime.getRuntime().halt(1); // it would come again and again
                    });
                    from("pop3lite:localhost:" + arguments[0]
                                    + "?username=user&password=secret&tls=NONE&initialDelay=0")
                            .to("smtplite:localhost:" + arguments[1]
                                    + "?tls=NONE&from=ada@example.org&to=bob@example.org")
                            .process(exchange -> {
                                Map<?, ?> fields = exchange.getIn().getHeader(Pop3LiteHeaders.HEADERS, Map.class);
                                System.out.println(fields.get("Subject") + ", written at "
                                        + exchange.getIn().getHeader(Pop3LiteHeaders.MESSAGE_TIMESTAMP));
                                sent.countDown();
                            });
                }
            });
            context.start();
            sent.await();
        } // what has completed is committed
    }

    private static void requireAbsent(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException e) {
            return;
        }
        throw new IllegalStateException(name + " is there, and should not be");
    }
}
