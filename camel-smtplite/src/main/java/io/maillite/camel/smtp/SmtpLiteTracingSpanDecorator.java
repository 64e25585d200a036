package io.maillite.camel.smtp;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.tracing.SpanAdapter;
import org.apache.camel.tracing.decorators.AbstractSpanDecorator;

/** Spans of camel-tracing for {@code smtplite}. Found by its service file; nobody else knows camel-tracing. */
public final class SmtpLiteTracingSpanDecorator extends AbstractSpanDecorator {
    @Override
    public String getComponent() {
        return "smtplite";
    }

    @Override
    public String getComponentClassName() {
        return SmtpLiteComponent.class.getName();
    }

    @Override
    public void pre(SpanAdapter span, Exchange exchange, Endpoint endpoint) {
        super.pre(span, exchange, endpoint);
        SpanTags.putServer(endpoint, span::setTag);
    }

    /** In place of Camel's, which gives the words of the exception. */
    @Override
    public void post(SpanAdapter span, Exchange exchange, Endpoint endpoint) {
        SpanTags.putOutcome(exchange, span::setTag);
        if (exchange.isFailed()) {
            span.setError(true);
            span.log(SpanTags.error(exchange));
        }
    }
}
