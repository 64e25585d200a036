package io.maillite.camel.pop3;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.support.LoggingExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what went wrong where no {@code exceptionHandler} was given, as Camel does, but for one thing: of a failure that
 * the route's error handler has seen, a line. That has logged it as the route wants it (with its stack trace, if
 * nothing was said), and the message comes again at each poll.
 */
final class FailedExchanges extends LoggingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailedExchanges.class);

    private final CamelLogger logger;

    FailedExchanges(CamelContext context, CamelLogger logger) {
        super(context, logger);
        this.logger = logger;
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, @Nullable Throwable exception) {
        if (exchange == null
                || exception == null
                || exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) != exception) {
            super.handleException(message, exchange, exception);
        } else if (!isSuppressLogging()) {
            logger.log(CamelExchangeException.createExceptionMessage(message, exchange, exception));
            LOG.debug("Where that came from", exception);
        }
    }
}
