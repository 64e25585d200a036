package io.maillite.camel.pop3;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.camel.Exchange;
import org.apache.camel.PooledExchange;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * An exchange's unit of work that nobody empties before the exchange is done. Where the processors of a context take
 * their exchanges from a pool, Camel lets a split exchange share its unit of work with one of the pool's, which resets
 * it when it goes back: with the split, and with each later one, of whichever exchange, in whichever thread. What was
 * to be told of the exchange's end is lost by that, at any moment.
 *
 * @see org.apache.camel.spi.ProcessorExchangeFactory#createCopy(Exchange)
 */
final class LastingUnitOfWork implements InvocationHandler {
    private final UnitOfWork unitOfWork;
    private final WeakReference<Exchange> exchange;

    private LastingUnitOfWork(UnitOfWork unitOfWork, Exchange exchange) {
        this.unitOfWork = unitOfWork;
        this.exchange = new WeakReference<>(exchange);
    }

    /** Makes that of the exchange last where something could empty it; an exchange of the pool does so itself. */
    static void ensure(Exchange exchange) {
        if (exchange instanceof PooledExchange
                || !exchange.getContext()
                        .getCamelContextExtension()
                        .getProcessorExchangeFactory()
                        .isPooled()) {
            return;
        }
        UnitOfWork present = exchange.getUnitOfWork();
        if (present != null && !isLasting(present)) {
            exchange.getExchangeExtension().setUnitOfWork((UnitOfWork) Proxy.newProxyInstance(
                    UnitOfWork.class.getClassLoader(),
                    new Class<?>[] {UnitOfWork.class},
                    new LastingUnitOfWork(present, exchange)));
        }
    }

    private static boolean isLasting(UnitOfWork unitOfWork) {
        return Proxy.isProxyClass(unitOfWork.getClass())
                && Proxy.getInvocationHandler(unitOfWork) instanceof LastingUnitOfWork;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("reset") && isInUseAs(proxy)) {
            return null;
        }
        try {
            return method.invoke(unitOfWork, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Camel takes it from an exchange that is done. */
    private boolean isInUseAs(Object proxy) {
        Exchange present = exchange.get();
        return present != null && present.getUnitOfWork() == proxy;
    }
}
