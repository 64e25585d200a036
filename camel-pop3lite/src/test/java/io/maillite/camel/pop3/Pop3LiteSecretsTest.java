package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.maillite.testkit.log.CapturedLog;
import io.maillite.testkit.pop3.MaildropServer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.URISupport;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel and we print of an endpoint shows nobody how to log in. */
class Pop3LiteSecretsTest {
    private static final String SECRET = "tr3asure";

    @ParameterizedTest
    @CsvSource({
        "username=tr3asure",
        "password=tr3asure",
        "password=RAW(tr3asure&tr3asure)",
        "password=RAW{tr3asure)&}",
        "accessToken=tr3asure",
        "accessToken=RAW(tr3asure)",
        "oauth2ClientSecret=tr3asure",
        "proxyPassword=tr3asure",
        "proxyUsername=tr3asure",
    })
    void camelMasksTheOption(String option) {
        assertThat(URISupport.sanitizeUri("pop3lite:mail.example.org:995?delete=false&" + option + "&tls=NONE"))
                .startsWith("pop3lite:mail.example.org:995?delete=false&")
                .endsWith("=xxxxxx&tls=NONE")
                .doesNotContain(SECRET);
    }

    /** Camel's own mask ends at the first bracket, or at an ampersand. */
    @ParameterizedTest
    @CsvSource({
        "RAW(a)tr3asure), a)tr3asure",
        "RAW{a}tr3asure% +}, a}tr3asure% +",
        "RAW(tr3asure+%41), tr3asure+%41",
        "RAW{a&tr3asure=1}, a&tr3asure=1",
        "a%29tr3asure, a)tr3asure",
    })
    void anEndpointIsPrintedWithoutABracketedSecret(String written, String meant) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Pop3LiteEndpoint endpoint = context.getEndpoint(
                    "pop3lite:mail.example.org?username=user&password=" + written + "&delay=5000",
                    Pop3LiteEndpoint.class);
            assertThat(endpoint.getConfiguration().getPassword()).isEqualTo(meant);
            assertThat(endpoint.getDelay()).isEqualTo(5000);
            assertThat(endpoint).asString().doesNotContain(SECRET).contains("delay=5000");
            assertThat(URISupport.sanitizeUri(endpoint.getEndpointUri())).doesNotContain(SECRET);
            // and it still means what it meant
            assertThat(context.getEndpoint(endpoint.getEndpointUri(), Pop3LiteEndpoint.class)
                            .getConfiguration()
                            .getPassword())
                    .isEqualTo(meant);
        }
    }

    private static String uri(int port, String login) {
        return "pop3lite:localhost:" + port + "?tls=NONE&delay=1000&" + login;
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=user&password=tr3asure", "username=user&password=RAW(tr3asure)"})
    void aRouteThatRunsPrintsNone(String login) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server =
                        MaildropServer.builder().account("user", SECRET).start()) {
            server.maildrop().add("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri(server.port(), login + "&traceLevel=2"))
                            .to("log:in?showAll=true")
                            .to(uri(server.port(), login + "&operation=STAT"))
                            .pollEnrich(uri(server.port(), login + "&delete=false"), 0);
                }
            });
            context.start();
            RouteOnMaildrop.awaiting(() -> server.maildrop().size() == 0);

            assertThat(context.getEndpoints())
                    .filteredOn(Pop3LiteEndpoint.class::isInstance)
                    .isNotEmpty()
                    .allSatisfy(endpoint -> {
                        assertThat(endpoint).asString().doesNotContain(SECRET);
                        assertThat(endpoint.createProducer()).asString().doesNotContain(SECRET);
                        if (((Pop3LiteEndpoint) endpoint).getConfiguration().getOperation() == null) {
                            assertThat(endpoint.createPollingConsumer())
                                    .asString()
                                    .doesNotContain(SECRET);
                        }
                    });
            assertThat(context.getRoutes())
                    .allSatisfy(
                            route -> assertThat(route.getConsumer()).asString().doesNotContain(SECRET));
            assertThat(jmx(context)).contains("pop3lite").doesNotContain(SECRET);
            context.stop();
            assertThat(log.text()).contains("pop3lite").contains("QUIT").doesNotContain(SECRET);
        } finally {
            context.stop();
        }
    }

    /** The names of all that Camel shows of this context, and what is said of pop3lite. */
    private static String jmx(DefaultCamelContext context) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder all = new StringBuilder();
        for (ObjectName name : server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null)) {
            all.append(name).append('\n');
            if (!name.toString().contains("pop3lite")) {
                continue;
            }
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                Object value = catching(() -> server.getAttribute(name, attribute.getName()));
                all.append("  ")
                        .append(attribute.getName())
                        .append('=')
                        .append(value)
                        .append('\n');
            }
        }
        return all.toString();
    }

    private static Object catching(java.util.concurrent.Callable<Object> what) {
        try {
            return what.call();
        } catch (Exception e) {
            return Throwables.getStackTrace(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=user&password=tr3asure&maxListing=0",
                "username=user&password=tr3asure&colour=red",
                "username=user&password=tr3asure&accessToken=tr3asure",
                "username=user&password=tr3asure&readTimeout=soon",
                "username=user&accessToken=RAW(tr3asure)&prefetch=0",
                "username=user&password=tr3asure&proxyPassword=tr3asure",
                "username=user&oauth2ClientSecret=tr3asure",
                "username=user&oauth2TokenEndpoint=http://x&oauth2ClientId=a&oauth2ClientSecret=tr3asure",
            })
    void aRouteThatCannotStartPrintsNone(String login) {
        try (CapturedLog log = CapturedLog.begin()) {
            for (boolean sending : new boolean[] {true, false}) {
                DefaultCamelContext context = new DefaultCamelContext();
                Throwable failure = catchThrowable(() -> {
                    context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            String uri = uri(995, login);
                            if (sending) {
                                from("direct:in").to(uri + "&operation=STAT");
                            } else {
                                from(uri).to("log:x");
                            }
                        }
                    });
                    context.start();
                });
                context.stop();
                boolean mayStart = sending && login.contains("prefetch"); // which is a consumer's
                assertThat(failure == null).isEqualTo(mayStart);
                if (failure != null) {
                    assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
                }
            }
            assertThat(log.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void aRefusedLoginPrintsNone() {
        try (MaildropServer server =
                MaildropServer.builder().account("user", "another").start()) {
            DefaultCamelContext context = new DefaultCamelContext();
            context.start();
            Throwable failure = catchThrowable(() -> context.createProducerTemplate()
                    .requestBody(uri(server.port(), "username=user&operation=STAT&password=" + SECRET), (Object) null));
            context.stop();
            assertThat(Throwables.getStackTrace(failure)).contains("user").doesNotContain(SECRET);
        }
    }
}
