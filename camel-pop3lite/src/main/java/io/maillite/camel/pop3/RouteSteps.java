package io.maillite.camel.pop3;

import java.util.Queue;
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
import org.jspecify.annotations.Nullable;

/**
 * Looks at each step of each route, since an exchange with a mail may go anywhere, and changes nothing for those
 * without. As a plugin of the context it is there before the first route.
 *
 * <p>It makes an {@code Error} in a step the failure of the exchange that it befell. Camel does not: a step that throws
 * an {@code Error} is left as if it had gone well, the rest of the exchange's way stays in the queue of the thread, and
 * the next exchange that comes by there completes it. In a thread of the route's own ({@code threads}, {@code seda}, a
 * parallel split) the consumer could not even see that, and would delete what was never processed.
 *
 * <p>And it tells the exchange's {@link Companion} of the step, in which the exchange may hand over what it has to
 * tell.
 */
public final class RouteSteps implements ContextServicePlugin, InterceptStrategy {
    /** Puts it around the steps of the routes that are made from now on. */
    @Override
    public void load(CamelContext context) {
        addTo(context);
    }

    static void addTo(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        if (extension.getInterceptStrategies().stream().noneMatch(RouteSteps.class::isInstance)) {
            extension.addInterceptStrategy(new RouteSteps());
            context.addLifecycleStrategy(new CopiesWithoutPool());
        }
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
            Companion companion = Companion.on(exchange);
            if (companion == null) {
                return super.process(exchange, callback);
            }
            return processGuarded(getProcessor(), exchange, new CalledOnce(callback, companion, exchange));
        }

        /** By then the way on may be queued, but not taken: whoever takes it finds that the exchange has failed. */
        private static boolean processGuarded(AsyncProcessor step, Exchange exchange, CalledOnce callback) {
            try {
                return step.process(exchange, callback);
            } catch (RuntimeException e) {
                callback.thrown();
                throw e;
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
        private final Companion companion;
        private final Exchange exchange;
        private final @Nullable Queue<Delivery> owing;
        private boolean called;

        CalledOnce(AsyncCallback callback, Companion companion, Exchange exchange) {
            this.callback = callback;
            this.companion = companion;
            this.exchange = exchange;
            this.owing = companion.begins(exchange);
        }

        @Override
        public void done(boolean doneSync) {
            if (end()) {
                callback.done(doneSync);
            }
        }

        /** It has thrown an exception, and whoever called it goes on. */
        void thrown() {
            end();
        }

        private boolean end() {
            synchronized (this) {
                if (called) {
                    return false;
                }
                called = true;
            }
            if (owing != null) {
                companion.ended(exchange, owing);
            }
            return true;
        }
    }
}
