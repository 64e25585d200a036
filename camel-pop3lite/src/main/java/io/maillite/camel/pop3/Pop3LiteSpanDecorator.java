package io.maillite.camel.pop3;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationExtractor;

/** Spans of camel-telemetry for {@code pop3lite}. Found by its service file; nobody else knows camel-telemetry. */
public final class Pop3LiteSpanDecorator extends AbstractSpanDecorator {
    @Override
    public String getComponent() {
        return "pop3lite";
    }

    @Override
    public String getComponentClassName() {
        return Pop3LiteComponent.class.getName();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        SpanTags.put(exchange, endpoint, span::setTag);
    }

    /** Whoever sends a mail has no say in which trace it belongs to. */
    @Override
    public SpanContextPropagationExtractor getExtractor(Exchange exchange) {
        return new CamelHeadersSpanContextPropagationExtractor(Map.of());
    }
}
