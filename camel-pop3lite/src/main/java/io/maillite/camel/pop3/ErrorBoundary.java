package io.maillite.camel.pop3;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes an {@code Error} in a step of a route the failure of the exchange that it befell. Camel does not: a step that
 * throws an {@code Error} is left as if it had gone well, the rest of the exchange's way stays in the queue of the
 * thread, and the next exchange that comes by there completes it. In a thread of the route's own ({@code threads},
 * {@code seda}, a parallel split) the consumer could not even see that, and would delete what was never processed.
 *
 * <p>It looks at each step of each route, since an exchange may go anywhere, and changes nothing for those that did not
 * come from a maildrop. As a plugin of the context it is there before the first route.
 */
public final class ErrorBoundary implements ContextServicePlugin, InterceptStrategy {
    /** Marks an exchange and what is copied from it. */
    private static final String MARK = "CamelPop3LiteErrorBoundary";

    /** Puts it around the steps of the routes that are made from now on. */
    @Override
    public void load(CamelContext context) {
        addTo(context);
    }

    static void addTo(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        if (extension.getInterceptStrategies().stream().noneMatch(ErrorBoundary.class::isInstance)) {
            extension.addInterceptStrategy(new ErrorBoundary());
        }
    }

    /** From now on an {@code Error} fails this exchange. */
    static void put(Exchange exchange) {
        exchange.setProperty(MARK, true);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new Step(target);
    }

    private static final class Step extends DelegateAsyncProcessor {
        Step(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (exchange.getProperty(MARK) == null) {
                return super.process(exchange, callback);
            }
            LastingUnitOfWork.ensure(exchange);
            return processGuarded(getProcessor(), exchange, new CalledOnce(callback));
        }

        /** By then the way on may be queued, but not taken: whoever takes it finds that the exchange has failed. */
        private static boolean processGuarded(AsyncProcessor step, Exchange exchange, CalledOnce callback) {
            try {
                return step.process(exchange, callback);
            } catch (Error e) {
                exchange.setException(e);
                callback.done(true);
                return true;
            }
        }
    }

    /** A step may have said that it is done on its way out, or not. */
    private static final class CalledOnce implements AsyncCallback {
        private final AsyncCallback callback;
        private boolean called;

        CalledOnce(AsyncCallback callback) {
            this.callback = callback;
        }

        @Override
        public void done(boolean doneSync) {
            synchronized (this) {
                if (called) {
                    return;
                }
                called = true;
            }
            callback.done(doneSync);
        }
    }
}
