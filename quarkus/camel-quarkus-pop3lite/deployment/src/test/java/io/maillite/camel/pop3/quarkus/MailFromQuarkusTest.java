package io.maillite.camel.pop3.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.pop3.MaildropServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that takes messages from a mailbox; its component is configured by properties alone. */
class MailFromQuarkusTest {
    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("camel.component.pop3lite.username", "ada")
            .overrideConfigKey("camel.component.pop3lite.password", "secret of ada")
            .overrideConfigKey("camel.component.pop3lite.auth-mechanism", "SCRAM-SHA-256")
            .overrideConfigKey("camel.component.pop3lite.tls", "NONE");

    @Inject
    CamelContext camel;

    private static MaildropServer mailbox() {
        return MaildropServer.builder()
                .account("ada", "secret of ada")
                .mechanisms("SCRAM-SHA-256")
                .start();
    }

    private static String uri(MaildropServer mailbox) {
        return "pop3lite:" + mailbox.host() + ":" + mailbox.port() + "?delay=100";
    }

    @Test
    void messagesArriveOctetForOctetAndAreGoneFromTheMailbox() throws Exception {
        byte[] first = "Subject: first\r\n\r\n.\r\n..\r\n\u00e4\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] second = "Subject: second\r\n\r\n  \r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<byte[]> received = new CopyOnWriteArrayList<>();
        try (MaildropServer mailbox = mailbox()) {
            mailbox.maildrop().add(first).add(second);
            RouteBuilder.addRoutes(camel, routes -> routes.from(uri(mailbox))
                    .routeId("mail")
                    .process(exchange -> received.add(exchange.getMessage().getBody(byte[].class))));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> mailbox.maildrop().size() == 0);
            camel.getRouteController().stopRoute("mail");
        }
        assertThat(received).containsExactly(first, second);
    }

    @Test
    void aMessageThatMetAnErrorInAnotherThreadStays() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (MaildropServer mailbox = mailbox()) {
            mailbox.maildrop().add("kept", "Subject: too much\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            RouteBuilder.addRoutes(camel, routes -> routes.from(uri(mailbox))
                    .routeId("failing")
                    .threads(1)
                    .process(exchange -> {
                        attempts.incrementAndGet();
                        throw new OutOfMemoryError("of this test");
                    }));

            await().atMost(Duration.ofSeconds(60)).until(() -> attempts.get() >= 2);
            camel.getRouteController().stopRoute("failing");
            assertThat(mailbox.maildrop().uniqueIds()).containsExactly("kept");
        }
    }

    @Test
    void metersCountAndTheConsoleIsFound() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        camel.getRegistry().bind("metricsRegistry", meters);
        try (MaildropServer mailbox = mailbox()) {
            mailbox.maildrop().add("Subject: counted\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            RouteBuilder.addRoutes(
                    camel,
                    routes -> routes.from(uri(mailbox)).routeId("counted").process(exchange -> {}));

            await().atMost(Duration.ofSeconds(60)).until(() -> {
                FunctionCounter received =
                        meters.find("maillite.pop3.messages.received").functionCounter();
                return received != null && received.count() == 1;
            });
            camel.getRouteController().stopRoute("counted");
        }
        assertThat(PluginHelper.getDevConsoleResolver(camel).resolveDevConsole("pop3lite"))
                .isNotNull();
    }
}
