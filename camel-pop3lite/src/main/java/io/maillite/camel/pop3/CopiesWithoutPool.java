package io.maillite.camel.pop3;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.impl.engine.PrototypeProcessorExchangeFactory;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a context make the copies of its exchanges anew. In Camel's pool for them (4.18 and 4.22) a copy that goes back
 * keeps the unit of work of the exchange that it was made of, and comes out with it as a copy of another one: what is
 * to be told when an exchange ends is emptied, told by others or never told, and mail lost by that.
 */
final class CopiesWithoutPool extends LifecycleStrategySupport {
    private static final Logger LOG = LoggerFactory.getLogger(CopiesWithoutPool.class);

    /** By then it is known what the context was given, and no route has been made. */
    @Override
    public void onContextInitializing(CamelContext context) {
        ensureIn(context);
    }

    static void ensureIn(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        if (extension.getProcessorExchangeFactory().getClass() == PooledProcessorExchangeFactory.class) {
            extension.setProcessorExchangeFactory(new PrototypeProcessorExchangeFactory());
            LOG.info(
                    "{} makes the copies of exchanges anew, and not from the PooledProcessorExchangeFactory that it was"
                            + " given: with that, what is to be told when an exchange ends is lost, and mail with it",
                    context.getName());
        }
    }
}
