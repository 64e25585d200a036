package io.maillite.camel.smtp;

import io.maillite.smtp.SmtpSession;
import io.maillite.wire.MailException;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

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

    private @Nullable SmtpSessions sessions;
    private @Nullable SessionPool pool;
    private int users;

    public SmtpLiteEndpoint(String uri, SmtpLiteComponent component, SmtpLiteConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        configuration.validateProducer();
        return new SmtpLiteProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("smtplite sends: use it in to(), and pop3lite to receive");
    }

    /**
     * The sessions of this endpoint, for a producer that starts. They are there as long as one of them needs them.
     *
     * @throws IllegalArgumentException if an option is wrong, missing, or does not fit another
     */
    synchronized SessionPool use() {
        SessionPool open = pool;
        if (open == null) {
            open = new SessionPool(sessions(), configuration);
            pool = open;
        }
        users++;
        return open;
    }

    /** A producer has stopped. */
    synchronized void release() {
        users--;
        if (users == 0 && pool != null) {
            pool.close();
            pool = null;
            sessions = null;
        }
    }

    /** A session outside of the pool. */
    SmtpSession openSession() throws MailException {
        return sessions().open();
    }

    private synchronized SmtpSessions sessions() {
        SmtpSessions known = sessions;
        if (known == null) {
            known = configuration.sessions(getCamelContext());
            sessions = known;
        }
        return known;
    }

    @Override
    public SmtpLiteComponent getComponent() {
        return (SmtpLiteComponent) super.getComponent();
    }

    public SmtpLiteConfiguration getConfiguration() {
        return configuration;
    }
}
