package io.maillite.examples.migrating;

import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** A body handed to a route that ends at an SMTP server. */
final class Sending implements Trial {
    private final String body;
    private Transport transport = Transport.inClear();
    private @Nullable String refused;
    private @Nullable Function<Received, String> look;

    Sending(String body) {
        this.body = body;
    }

    Sending underTls() {
        transport = Transport.implicitTls();
        return this;
    }

    /** The server refuses this recipient. */
    Sending refusing(String recipient) {
        refused = recipient;
        return this;
    }

    /** What is attached to a message, as the server sees it. */
    Sending looking(Function<Received, String> at) {
        look = at;
        return this;
    }

    @Override
    public Map<String, String> of(Form form) throws Exception {
        try (SinkServer server = SinkServer.builder()
                .account("ada", "secret")
                .transport(transport)
                .start()) {
            if (refused != null) {
                server.faults()
                        .when(
                                command -> command.line().contains("<" + refused + ">"),
                                Fault.reply("550 5.1.1 No such user"));
            }
            try (CamelContext context =
                    Contexts.start(Map.of("smtp", server.host() + ":" + server.port()), new RouteBuilder() {
                        @Override
                        public void configure() {
                            form.steps().on(from("direct:out")).to(form.uri());
                        }
                    })) {
                Exchange exchange = new DefaultExchange(context);
                exchange.getMessage().setBody(body);
                return facts(context.createProducerTemplate().send("direct:out", exchange), server.received());
            }
        }
    }

    private Map<String, String> facts(Exchange sent, List<Received> received) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("delivered to", Facts.recipients(received));
        facts.put("Subject", Facts.list(received.stream().map(message -> Facts.field("Subject", message.octets()))));
        if (look != null) {
            facts.put("attached", Facts.list(received.stream().map(look)));
        }
        facts.put("the exchange", sent.getException() == null ? "completes" : "fails");
        return facts;
    }
}
