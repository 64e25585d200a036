package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanDecorator;
import org.apache.camel.tracing.SpanAdapter;
import org.junit.jupiter.api.Test;

/** What spans say of what was sent: found as Camel finds decorators, without secrets, and naming nobody. */
class SmtpLiteSpansTest {
    private static RouteToSink to(SinkServer server, String options) throws Exception {
        return new RouteToSink(server.port(), "tls=NONE&username=who&password=secret-of-who" + options).start();
    }

    private static SinkServer server() {
        return SinkServer.builder().account("who", "secret-of-who").start();
    }

    private static Exchange send(RouteToSink route) {
        return route.send(
                RouteToSink.TEXT,
                Map.of(
                        SmtpLiteHeaders.FROM,
                        "alice@example.org",
                        SmtpLiteHeaders.TO,
                        List.of("bob@example.org", "carol@example.org")));
    }

    /** Of both: what the one says, the other says. */
    private static Map<String, String> tags(Exchange exchange, RouteToSink route) {
        Map<String, String> first = telemetry(exchange, route);
        Map<String, String> second = tracing(exchange, route);
        for (Map<String, String> tags : List.of(first, second)) {
            assertThat(tags.toString())
                    .doesNotContain("secret-of-who")
                    .doesNotContain("alice@")
                    .doesNotContain("bob@")
                    .doesNotContain("carol@");
        }
        first.keySet().removeIf(key -> !second.containsKey(key));
        assertThat(second).containsAllEntriesOf(first);
        return first;
    }

    private static Map<String, String> telemetry(Exchange exchange, RouteToSink route) {
        SpanDecorator decorator = ServiceLoader.load(SpanDecorator.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> "smtplite".equals(one.getComponent()))
                .findFirst()
                .orElseThrow();
        assertThat(decorator.getComponentClassName()).isEqualTo(SmtpLiteComponent.class.getName());
        Map<String, String> tags = new LinkedHashMap<>();
        decorator.beforeTracingEvent(new Recorded(tags), exchange, route.endpoint());
        decorator.afterTracingEvent(new Recorded(tags), exchange);
        return tags;
    }

    private static Map<String, String> tracing(Exchange exchange, RouteToSink route) {
        org.apache.camel.tracing.SpanDecorator decorator =
                ServiceLoader.load(org.apache.camel.tracing.SpanDecorator.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(one -> "smtplite".equals(one.getComponent()))
                        .findFirst()
                        .orElseThrow();
        assertThat(decorator.getComponentClassName()).isEqualTo(SmtpLiteComponent.class.getName());
        Map<String, String> tags = new LinkedHashMap<>();
        decorator.pre(new Adapted(tags), exchange, route.endpoint());
        decorator.post(new Adapted(tags), exchange, route.endpoint());
        return tags;
    }

    @Test
    void ofWhatWasDelivered() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server, "")) {
            Exchange exchange = send(route);
            assertThat(tags(exchange, route))
                    .containsEntry("server.address", "localhost")
                    .containsEntry("server.port", Integer.toString(server.port()))
                    .containsEntry("server.protocol", "smtp")
                    .containsEntry("maillite.smtp.outcome", "delivered")
                    .containsEntry("maillite.smtp.reply_code", "250")
                    .containsEntry("maillite.smtp.recipients.accepted", "2")
                    .containsEntry("maillite.smtp.recipients.refused", "0")
                    .doesNotContainKey("error");
        }
    }

    @Test
    void ofWhatWasRefusedForOneAndNamesNobody() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server, "")) {
            server.faults().once("RCPT TO:<carol@example.org>", Fault.reply("550 5.1.1 carol@example.org is gone"));
            Exchange exchange = send(route);
            assertThat(exchange.getException()).hasMessageContaining("carol@example.org");
            assertThat(tags(exchange, route))
                    .containsEntry("maillite.smtp.outcome", "permanent")
                    .containsEntry("maillite.smtp.recipients.accepted", "1")
                    .containsEntry("maillite.smtp.recipients.refused", "1")
                    .containsEntry("error", "true")
                    .containsEntry("error.kind", "io.maillite.smtp.SmtpPermanentException");
        }
    }

    @Test
    void ofWhatIsEnough() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server, "&partialDelivery=ACCEPT")) {
            server.faults().once("RCPT TO:<carol@example.org>", Fault.reply("450 4.2.1 carol@example.org later"));
            assertThat(tags(send(route), route)).containsEntry("maillite.smtp.outcome", "delivered_partly");
        }
    }

    @Test
    void ofABatch() throws Exception {
        try (SinkServer server = server();
                RouteToSink route = to(server, "&from=alice@example.org&to=bob@example.org")) {
            Exchange exchange = route.send(
                    List.of(route.exchange(RouteToSink.TEXT, Map.of()).getIn(), "no message"));
            Map<String, String> tags = telemetry(exchange, route);
            assertThat(tags)
                    .containsEntry("maillite.smtp.outcome", "some_failed")
                    .containsEntry("maillite.smtp.messages", "2");
        }
    }

    private record Recorded(Map<String, String> tags) implements Span {
        @Override
        public void log(Map<String, String> fields) {
            tags.putAll(fields);
        }

        @Override
        public void setTag(String key, String value) {
            tags.put(key, value);
        }

        @Override
        public void setComponent(String component) {
            tags.put("component", component);
        }

        @Override
        public void setError(boolean isError) {
            tags.put("error", Boolean.toString(isError));
        }
    }

    private record Adapted(Map<String, String> tags) implements SpanAdapter {
        @Override
        public void setComponent(String component) {
            tags.put("component", component);
        }

        @Override
        public void setError(boolean error) {
            tags.put("error", Boolean.toString(error));
        }

        @Override
        public void setTag(String key, String value) {
            tags.put(key, value);
        }

        @Override
        public void setTag(String key, Number value) {
            tags.put(key, value.toString());
        }

        @Override
        public void setTag(String key, Boolean value) {
            tags.put(key, value.toString());
        }

        @Override
        public void log(Map<String, String> log) {
            tags.putAll(log);
        }

        @Override
        public String traceId() {
            return "trace";
        }

        @Override
        public String spanId() {
            return "span";
        }
    }
}
