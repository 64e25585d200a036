package io.maillite.camel.smtp.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that sends a message; its component is configured by properties alone. */
class MailToQuarkusTest {
    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("camel.component.smtplite.username", "ada")
            .overrideConfigKey("camel.component.smtplite.password", "secret of ada")
            .overrideConfigKey("camel.component.smtplite.auth-mechanism", "SCRAM-SHA-256")
            .overrideConfigKey("camel.component.smtplite.tls", "NONE")
            .overrideConfigKey("camel.component.smtplite.from", "ada@example.org");

    @Inject
    CamelContext camel;

    @Inject
    ProducerTemplate template;

    @Test
    void aMessageIsSentOctetForOctetWithItsEnvelope() throws Exception {
        byte[] message = "Subject: hello\r\n\r\n.\r\n..\r\n\u00e4\r\n".getBytes(StandardCharsets.ISO_8859_1);
        try (SinkServer sink = SinkServer.builder()
                .account("ada", "secret of ada")
                .mechanisms("SCRAM-SHA-256")
                .start()) {
            RouteBuilder.addRoutes(camel, routes -> routes.from("direct:out")
                    .toD("smtplite:" + sink.host() + ":" + sink.port() + "?to=${header.to}"));

            Exchange sent = template.request("direct:out", exchange -> {
                exchange.getMessage().setBody(message);
                exchange.getMessage().setHeader("to", "bob@example.org");
            });

            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader(SmtpLiteHeaders.REPLY_CODE)).isEqualTo(250);
            Received received = sink.only();
            assertThat(received.octets()).isEqualTo(message);
            assertThat(received.sender().address()).isEqualTo("ada@example.org");
            assertThat(received.addresses()).containsExactly("bob@example.org");
            assertThat(received.username()).isEqualTo("ada");
        }
    }

    @Test
    void metersCountAndTheConsoleIsFound() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        camel.getRegistry().bind("metricsRegistry", meters);
        try (SinkServer sink =
                SinkServer.builder().account("ada", "secret of ada").start()) {
            String uri = "smtplite:" + sink.host() + ":" + sink.port() + "?to=bob@example.org";
            RouteBuilder.addRoutes(
                    camel, routes -> routes.from("direct:counted").to(uri));

            template.sendBody("direct:counted", "Subject: counted\n\n");

            assertThat(meters.get("maillite.smtp.messages")
                            .tag("outcome", "delivered")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(PluginHelper.getDevConsoleResolver(camel).resolveDevConsole("smtplite"))
                .isNotNull();
    }
}
