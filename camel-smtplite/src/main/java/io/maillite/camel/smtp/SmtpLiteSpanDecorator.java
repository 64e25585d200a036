package io.maillite.camel.smtp;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/** Spans of camel-telemetry for {@code smtplite}. Found by its service file; nobody else knows camel-telemetry. */
public final class SmtpLiteSpanDecorator extends AbstractSpanDecorator {
    @Override
    public String getComponent() {
        return "smtplite";
    }

    @Override
    public String getComponentClassName() {
        return SmtpLiteComponent.class.getName();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        SpanTags.putServer(endpoint, span::setTag);
    }

    /** In place of Camel's, which gives the words of the exception. */
    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        SpanTags.putOutcome(exchange, span::setTag);
        if (exchange.isFailed()) {
            span.setError(true);
            span.log(SpanTags.error(exchange));
        }
    }
}
