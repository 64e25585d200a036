package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes as most people write them today. */
class Pop3LiteYamlTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Exchange> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(MaildropServer server, String yaml) throws Exception {
        context.getRegistry().bind("see", (Processor) exchange -> seen.add(exchange.copy()));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(
                        "routes.yaml", yaml.replace("PORT", Integer.toString(server.port()))));
        context.start();
    }

    private static MaildropServer server() {
        MaildropServer server = MaildropServer.start();
        server.maildrop().add("Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));
        return server;
    }

    @Test
    void aRouteFromAMailbox() throws Exception {
        try (MaildropServer server = server()) {
            start(server, """
                    - route:
                        from:
                          uri: pop3lite
                          parameters:
                            host: localhost
                            port: PORT
                            username: user
                            password: secret
                            tls: NONE
                            delay: 1000
                            maxMessagesPerPoll: 10
                            mapHeaders: true
                          steps:
                            - setBody:
                                simple: "${header.CamelPop3LiteHeaders[Subject]} ${header.subject}"
                            - process:
                                ref: see
                    """);

            RouteOnMaildrop.awaiting(() -> server.maildrop().size() == 0);

            assertThat(seen)
                    .singleElement()
                    .extracting(exchange -> exchange.getIn().getBody())
                    .isEqualTo("hello hello");
        }
    }

    @Test
    void aRouteThatAsksAMailbox() throws Exception {
        try (MaildropServer server = server()) {
            start(server, """
                    - route:
                        from:
                          uri: direct:in
                          steps:
                            - to:
                                uri: "pop3lite:localhost:PORT"
                                parameters:
                                  username: user
                                  password: secret
                                  tls: NONE
                                  operation: UIDL
                            - setHeader:
                                name: CamelPop3LiteUid
                                simple: "${body[0][uid]}"
                            - setHeader:
                                name: CamelPop3LiteOperation
                                constant: DELE
                            - to:
                                uri: "pop3lite:localhost:PORT?username=user&password=secret&tls=NONE"
                            - process:
                                ref: see
                    """);

            context.createProducerTemplate().sendBody("direct:in", null);

            assertThat(seen)
                    .singleElement()
                    .extracting(exchange -> exchange.getIn().getBody())
                    .isEqualTo(List.of(Map.of("number", 1, "uid", "uid-1")));
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aRouteThatFetchesOneMessageOnDemand() throws Exception {
        try (MaildropServer server = server()) {
            start(server, """
                    - route:
                        from:
                          uri: direct:in
                          steps:
                            - pollEnrich:
                                constant: "pop3lite:localhost:PORT?username=user&password=secret&tls=NONE"
                                timeout: "0"
                            - process:
                                ref: see
                    """);

            context.createProducerTemplate().sendBody("direct:in", null);
            context.createProducerTemplate().sendBody("direct:in", null);

            assertThat(seen)
                    .extracting(exchange -> exchange.getIn().getBody() != null)
                    .containsExactly(true, false);
            assertThat(server.maildrop().size()).isZero();
        }
    }
}
