package io.maillite.examples.migrating;

import io.maillite.camel.pop3.Pop3LiteHeaders;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.server.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/** A mailbox with some messages, polled so many times. */
final class Reading implements Trial {
    private final int polls;
    private final List<byte[]> mail;
    private Transport transport = Transport.inClear();
    private Consumer<MaildropServer> trouble = server -> {};
    private boolean comparing;
    private @Nullable String failing;
    private @Nullable Function<Exchange, String> look;

    Reading(int polls, byte[]... mail) {
        this.polls = polls;
        this.mail = List.of(mail);
    }

    Reading underTls() {
        transport = Transport.implicitTls();
        return this;
    }

    /** Looks, too, whether the body that arrives is the message that was sent. */
    Reading comparingBodies() {
        comparing = true;
        return this;
    }

    /** What the server does wrong. */
    Reading with(Consumer<MaildropServer> what) {
        trouble = what;
        return this;
    }

    /** The route fails with the message of this subject. */
    Reading failingWith(String subject) {
        failing = subject;
        return this;
    }

    /** What else a route sees, of each message. */
    Reading looking(Function<Exchange, String> at) {
        look = at;
        return this;
    }

    @Override
    public Map<String, String> of(Form form) throws Exception {
        List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
        List<String> sights = Collections.synchronizedList(new ArrayList<>());
        try (MaildropServer server = MaildropServer.builder()
                .account("ada", "secret")
                .transport(transport)
                .start()) {
            mail.forEach(server.maildrop()::add);
            trouble.accept(server);
            String uri = form.uri() + Polls.options(polls);
            try (CamelContext context = Contexts.start(
                    Map.of("pop3", server.host() + ":" + server.port()), route(uri, form.steps(), arrivals, sights))) {
                Polls.await(polls, server);
            }
            return facts(arrivals, sights, server);
        }
    }

    private RouteBuilder route(String uri, Form.Steps steps, List<Arrival> arrivals, List<String> sights) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                steps.on(from(uri).process(exchange -> arrivals.add(arrival(exchange))))
                        .process(exchange -> sights.add(look == null ? "" : look.apply(exchange)));
            }
        };
    }

    private Arrival arrival(Exchange exchange) {
        String subject = subject(exchange);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (subject.equals(failing)) {
            throw new IllegalStateException("This route fails with " + subject);
        }
        return new Arrival(subject, body != null && mail.stream().anyMatch(sent -> Arrays.equals(sent, body)));
    }

    /** For camel-mail a header, for us one of the mail's own fields. */
    static String subject(Exchange exchange) {
        Map<?, ?> fields = exchange.getMessage().getHeader(Pop3LiteHeaders.HEADERS, Map.of(), Map.class);
        Object subject = fields.isEmpty() ? exchange.getMessage().getHeader("Subject") : fields.get("Subject");
        return String.valueOf(subject);
    }

    private Map<String, String> facts(List<Arrival> arrivals, List<String> sights, MaildropServer server) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("arrived", Facts.list(arrivals.stream().map(Arrival::subject)));
        if (comparing) {
            long same = arrivals.stream().filter(Arrival::asSent).count();
            facts.put("body is what was sent", same + " of " + arrivals.size());
        }
        if (look != null) {
            facts.put("the route sees", Facts.list(sights.stream()));
        }
        facts.put("left in the mailbox", Facts.subjects(server));
        return facts;
    }

    private record Arrival(String subject, boolean asSent) {}
}
