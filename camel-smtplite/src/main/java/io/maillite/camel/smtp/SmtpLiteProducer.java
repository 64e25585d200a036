package io.maillite.camel.smtp;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends the body of an exchange as one message. */
final class SmtpLiteProducer extends DefaultProducer {
    SmtpLiteProducer(SmtpLiteEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) {
        throw new UnsupportedOperationException("not connected to the SMTP client yet");
    }
}
