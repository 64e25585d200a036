package io.maillite.reliability.cut;

import io.maillite.smtp.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** {@code smtplite} in a route: over the sessions of its pool, as many as it takes. */
final class RouteSender implements Sender {
    /** What the route is given. */
    enum Kind {
        /** One exchange after the other. */
        SINGLE,
        /** One exchange, with all of them. */
        BATCH,
        /** The same, where the route was just started: nothing is known of the server. */
        BATCH_JUST_STARTED
    }

    private final Kind kind;
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    RouteSender(int port, Kind kind, Protocol protocol, Security security, @Nullable Duration patience)
            throws Exception {
        this.kind = kind;
        context.getShutdownStrategy().setTimeout(60);
        context.getRegistry().bind("trust", new TestTrust());
        String timeouts = patience == null
                ? ""
                : "&readTimeout=%1$d&writeTimeout=%1$d&dataTimeout=%1$d".formatted(patience.toMillis());
        String uri = "smtplite:localhost:" + port + "?protocol=" + protocol + "&tls=" + security.mode()
                + "&sslContextParameters=#trust&localHostName=c&from=from@a.org&maxMessagesPerConnection=4" + timeouts;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:out").routeId("out").to(uri);
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public List<Told> send(List<Mail> mails) throws Exception {
        if (kind == Kind.BATCH_JUST_STARTED) {
            beginAnew();
        }
        List<Exchange> exchanges = mails.stream().map(this::exchange).toList();
        if (kind == Kind.SINGLE) {
            exchanges.forEach(exchange -> template.send("direct:out", exchange));
        } else {
            template.send("direct:out", exchange -> exchange.getMessage().setBody(new ArrayList<>(exchanges)));
        }
        return exchanges.stream().map(Told::of).toList();
    }

    @Override
    public void beginAnew() throws Exception {
        context.getRouteController().stopRoute("out");
        context.getRouteController().startRoute("out");
    }

    private Exchange exchange(Mail mail) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(mail.octets());
        exchange.getMessage().setHeader("CamelSmtpLiteTo", mail.recipients());
        return exchange;
    }

    @Override
    public void close() {
        context.stop();
    }
}
