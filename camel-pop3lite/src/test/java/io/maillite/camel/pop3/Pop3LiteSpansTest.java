package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanDecorator;
import org.apache.camel.tracing.SpanAdapter;
import org.junit.jupiter.api.Test;

/** What spans say of a mailbox: found as Camel finds decorators, without secrets, and without a word of the mail. */
class Pop3LiteSpansTest {
    private static final String MAIL =
            "Subject: words of the mail\r\nFrom: bob@example.org\r\ntraceparent: 00-11111111111111111111111111111111"
                    + "-2222222222222222-01\r\n\r\nmail\r\n";

    private static Exchange taken(RouteOnMaildrop[] started, MaildropServer server) throws Exception {
        server.maildrop().add("uid-1", MAIL.getBytes(StandardCharsets.US_ASCII));
        List<Exchange> taken = new ArrayList<>();
        started[0] = new RouteOnMaildrop(server, "mapHeaders=true")
                .processing(taken::add)
                .start();
        started[0].poll();
        return taken.get(0);
    }

    private static void check(Map<String, String> tags, MaildropServer server) {
        assertThat(tags)
                .containsEntry("server.address", server.host())
                .containsEntry("server.port", Integer.toString(server.port()))
                .containsEntry("server.protocol", "pop3")
                .containsEntry("maillite.mailbox", "user@" + server.host() + ":" + server.port())
                .containsEntry("maillite.unique_id", "uid-1")
                .containsEntry("maillite.message.size", Integer.toString(MAIL.length()));
        assertThat(tags.toString())
                .doesNotContain("secret-of-user")
                .doesNotContain("words of the mail")
                .doesNotContain("bob@example.org");
    }

    @Test
    void ofCamelTelemetry() throws Exception {
        RouteOnMaildrop[] started = new RouteOnMaildrop[1];
        try (MaildropServer server =
                MaildropServer.builder().account("user", "secret-of-user").start()) {
            Exchange exchange = taken(started, server);
            SpanDecorator decorator = ServiceLoader.load(SpanDecorator.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(one -> "pop3lite".equals(one.getComponent()))
                    .findFirst()
                    .orElseThrow();
            assertThat(decorator.getComponentClassName()).isEqualTo(Pop3LiteComponent.class.getName());
            Map<String, String> tags = new LinkedHashMap<>();
            decorator.beforeTracingEvent(new Recorded(tags), exchange, exchange.getFromEndpoint());
            check(tags, server);
            assertThat(exchange.getIn().getHeader("traceparent")).isNotNull();
            assertThat(decorator.getExtractor(exchange).get("traceparent")).isNull();
            assertThat(decorator.getExtractor(exchange).keys()).isEmpty();
            assertThat(decorator.getExtractor(exchange).iterator().hasNext()).isFalse();
        } finally {
            started[0].close();
        }
    }

    @Test
    void ofCamelTracing() throws Exception {
        RouteOnMaildrop[] started = new RouteOnMaildrop[1];
        try (MaildropServer server =
                MaildropServer.builder().account("user", "secret-of-user").start()) {
            Exchange exchange = taken(started, server);
            org.apache.camel.tracing.SpanDecorator decorator =
                    ServiceLoader.load(org.apache.camel.tracing.SpanDecorator.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(one -> "pop3lite".equals(one.getComponent()))
                            .findFirst()
                            .orElseThrow();
            Map<String, String> tags = new LinkedHashMap<>();
            decorator.pre(new Adapted(tags), exchange, exchange.getFromEndpoint());
            check(tags, server);
            assertThat(decorator
                            .getExtractAdapter(exchange.getIn().getHeaders(), false)
                            .get("traceparent"))
                    .isNull();
        } finally {
            started[0].close();
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
