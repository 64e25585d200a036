package io.maillite.camel.smtp;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/** Send messages by SMTP, octet for octet, each with an outcome per recipient. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "smtplite",
        title = "SMTP Lite",
        syntax = "smtplite:host:port",
        category = Category.MAIL,
        producerOnly = true,
        headersClass = SmtpLiteHeaders.class)
public class SmtpLiteEndpoint extends DefaultEndpoint {
    @UriParam
    private final SmtpLiteConfiguration configuration;

    public SmtpLiteEndpoint(String uri, SmtpLiteComponent component, SmtpLiteConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new SmtpLiteProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("smtplite sends: use it in to(), and pop3lite to receive");
    }

    public SmtpLiteConfiguration getConfiguration() {
        return configuration;
    }
}
