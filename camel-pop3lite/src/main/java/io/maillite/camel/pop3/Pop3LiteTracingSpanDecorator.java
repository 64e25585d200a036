package io.maillite.camel.pop3;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.tracing.ExtractAdapter;
import org.apache.camel.tracing.SpanAdapter;
import org.apache.camel.tracing.decorators.AbstractSpanDecorator;

/** Spans of camel-tracing for {@code pop3lite}. Found by its service file; nobody else knows camel-tracing. */
public final class Pop3LiteTracingSpanDecorator extends AbstractSpanDecorator {
    @Override
    public String getComponent() {
        return "pop3lite";
    }

    @Override
    public String getComponentClassName() {
        return Pop3LiteComponent.class.getName();
    }

    @Override
    public void pre(SpanAdapter span, Exchange exchange, Endpoint endpoint) {
        super.pre(span, exchange, endpoint);
        SpanTags.put(exchange, endpoint, span::setTag);
    }

    /** Whoever sends a mail has no say in which trace it belongs to. */
    @Override
    public ExtractAdapter getExtractAdapter(Map<String, Object> headers, boolean jmsEncoding) {
        return super.getExtractAdapter(Map.of(), jmsEncoding);
    }
}
