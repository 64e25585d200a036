package io.maillite.manual;

import static io.maillite.camel.pop3.Pop3LiteEndpointBuilder.pop3lite;
import static io.maillite.camel.smtp.SmtpLiteEndpointBuilder.smtplite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.maillite.camel.pop3.Pop3LiteEndpoint;
import io.maillite.camel.pop3.Pop3LiteEndpointBuilder;
import io.maillite.camel.smtp.SmtpLiteEndpoint;
import io.maillite.camel.smtp.SmtpLiteEndpointBuilder;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.wire.TlsMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes in Java whose URIs are built option by option: what was given is what the endpoint has. */
class JavaRoutesTest {
    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aRouteFromAMailboxToAServer() throws Exception {
        try (MaildropServer mailbox = MaildropServer.start();
                SinkServer sink = SinkServer.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            mailbox.maildrop().add(MESSAGE);
            MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(user(mailbox)
                                    .tls(TlsMode.NONE)
                                    .initialDelay(Duration.ZERO)
                                    .delay(Duration.ofMinutes(5))
                                    .idempotentRepository(repository))
                            .routeId("ada")
                            .setHeader("CamelSmtpLiteTo", constant("bob@example.org"))
                            .toD(smtplite("localhost", sink.port())
                                    .tls(TlsMode.NONE)
                                    .from("${routeId}@example.org")
                                    .mailParameters(Map.of()));
                }
            });
            context.start();

            await().atMost(Duration.ofMinutes(1)).until(() -> mailbox.maildrop().size() == 0);

            assertThat(sink.received()).singleElement().satisfies(received -> {
                assertThat(received.sender().address()).isEqualTo("ada@example.org");
                assertThat(received.addresses()).containsExactly("bob@example.org");
                assertThat(received.octets()).isEqualTo(MESSAGE);
            });
            assertThat(context.getEndpoints())
                    .filteredOn(Pop3LiteEndpoint.class::isInstance)
                    .singleElement()
                    .satisfies(endpoint -> {
                        Pop3LiteEndpoint from = (Pop3LiteEndpoint) endpoint;
                        assertThat(from.getDelay()).isEqualTo(300_000);
                        assertThat(from.getConfiguration().getIdempotentRepository())
                                .isSameAs(repository);
                    });
        }
    }

    /** So that the docs warn of it: what a message says belongs into the headers of the component. */
    @Test
    void whatToDFillsInIsReadAsAPartOfTheUri() throws Exception {
        String said = "bob@example.org)&proxyType=HTTP&proxyHost=127.0.0.1&proxyPort=2&username=RAW(a";
        try (SinkServer sink = SinkServer.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getIn().setBody(MESSAGE);
            exchange.getIn().setHeader("rcpt", said);
            exchange.getIn().setHeader("CamelSmtpLiteTo", said);
            SmtpLiteEndpointBuilder server =
                    smtplite("localhost", sink.port()).tls(TlsMode.NONE).from("ada@example.org");

            SmtpLiteEndpoint sentTo = server.resolve(context, SmtpLiteEndpoint.class);
            Exchange sent = context.createProducerTemplate().send(sentTo, exchange);
            String uri = server.to("${header.rcpt}").expr(context).evaluate(exchange, String.class);

            assertThat(sentTo.getConfiguration().getProxyHost()).isNull();
            assertThat(sent.getException()).hasMessageContaining("is no domain. Nothing was sent");
            assertThat(sink.received()).isEmpty();
            assertThat(context.getEndpoint(uri, SmtpLiteEndpoint.class)
                            .getConfiguration()
                            .getProxyPort())
                    .isEqualTo(2);
        }
    }

    @Test
    void oneMessageOnDemand() throws Exception {
        try (MaildropServer mailbox = MaildropServer.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            mailbox.maildrop().add(MESSAGE);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one")
                            .pollEnrich(user(mailbox).tls(TlsMode.NONE).getRawUri(), 0);
                    from("direct:two").poll(user(mailbox).tls(TlsMode.NONE));
                }
            });
            context.start();

            byte[] fetched = context.createProducerTemplate().requestBody("direct:one", null, byte[].class);

            assertThat(fetched).isEqualTo(MESSAGE);
            mailbox.maildrop().add(MESSAGE);
            assertThat(context.createProducerTemplate().requestBody("direct:two", null, byte[].class))
                    .isEqualTo(MESSAGE);
        }
    }

    private static Pop3LiteEndpointBuilder user(MaildropServer mailbox) {
        return pop3lite("localhost", mailbox.port()).username("user").password("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a+b",
                "100%",
                "%41",
                "a&b=c",
                "a b?c#d",
                "motörhead €",
                "(a)b)",
                "{a}b}",
                "a)&b",
                "a)&b}c",
                "RAW(a)",
                "}&a",
                "${a}",
                "#secret",
                "#a&b=c",
                "\"a'b\\\"",
                "=",
                ")",
            })
    void aPasswordArrivesAsItIs(String password) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Pop3LiteEndpoint endpoint =
                    pop3lite("localhost").password(password).username("last").resolve(context, Pop3LiteEndpoint.class);
            SmtpLiteEndpoint last =
                    smtplite("localhost").username("first").password(password).resolve(context, SmtpLiteEndpoint.class);

            assertThat(endpoint.getConfiguration().getPassword()).isEqualTo(password);
            assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("last");
            assertThat(last.getConfiguration().getPassword()).isEqualTo(password);
        }
    }

    @Test
    void whatCamelCouldNotReadIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pop3lite("localhost").password("a)&b}&c"))
                .withMessageContaining("password")
                .withMessageNotContaining("a)&b");
        assertThatIllegalArgumentException().isThrownBy(() -> pop3lite("localhost?delete=false"));
    }

    @Test
    void placeholdersAndBeansAreNamed() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("mail.host", "mail.example.org");
            context.getPropertiesComponent().addInitialProperty("mail.port", "1110");
            context.getPropertiesComponent().addInitialProperty("mail.password", "a&b+c");
            context.getPropertiesComponent().addInitialProperty("mail.delay", "5m");
            context.getRegistry().bind("user", "ada");
            context.getRegistry().bind("remembered", new MemoryIdempotentRepository());

            Pop3LiteEndpoint endpoint = pop3lite("{{mail.host}}:{{mail.port}}")
                    .username("#bean:user")
                    .password("{{mail.password}}")
                    .option("delay", "{{mail.delay}}")
                    .option("tls", "{{?mail.tls}}")
                    .option("idempotentRepository", "#bean:remembered")
                    .option("headerFilterStrategy", "#class:org.apache.camel.support.DefaultHeaderFilterStrategy")
                    .resolve(context, Pop3LiteEndpoint.class);

            assertThat(endpoint.getConfiguration().getHost()).isEqualTo("mail.example.org");
            assertThat(endpoint.getConfiguration().getPort()).isEqualTo(1110);
            assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("ada");
            assertThat(endpoint.getConfiguration().getPassword()).isEqualTo("a&b+c");
            assertThat(endpoint.getConfiguration().getTls()).isNull();
            assertThat(endpoint.getConfiguration().getIdempotentRepository())
                    .isInstanceOf(MemoryIdempotentRepository.class);
            assertThat(endpoint.getConfiguration().getHeaderFilterStrategy()).isNotNull();
            assertThat(endpoint.getDelay()).isEqualTo(300_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::1, 0", "[2001:db8::1], 0", "[2001:db8::1]:110, 110"})
    void anIpv6AddressMayComeWithoutItsBrackets(String address, int port) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Pop3LiteEndpoint endpoint = pop3lite(address).resolve(context, Pop3LiteEndpoint.class);

            assertThat(endpoint.getConfiguration().getHost()).isEqualTo("2001:db8::1");
            assertThat(endpoint.getConfiguration().getPort()).isEqualTo(port);
        }
    }

    @Test
    void andWithItsPort() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SmtpLiteEndpoint endpoint = smtplite("::1", 2525).resolve(context, SmtpLiteEndpoint.class);

            assertThat(endpoint.getConfiguration().getHost()).isEqualTo("::1");
            assertThat(endpoint.getConfiguration().getPort()).isEqualTo(2525);
        }
    }

    @Test
    void aBuilderShowsNoSecret() {
        assertThat(pop3lite("mail.example.org")
                        .username("ada")
                        .password("s&cr)t")
                        .delete(false))
                .hasToString("pop3lite:mail.example.org?delete=false&password=xxxxxx&username=xxxxxx");
    }

    @Test
    void theSameOptionsAreTheSameEndpoint() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            MemoryIdempotentRepository repository = new MemoryIdempotentRepository();

            assertThat(pop3lite("localhost")
                            .delete(true)
                            .idempotentRepository(repository)
                            .resolve(context))
                    .isSameAs(pop3lite("localhost")
                            .idempotentRepository(repository)
                            .delete(true)
                            .resolve(context));
        }
    }
}
