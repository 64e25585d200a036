package io.maillite.camel.pop3;

import java.lang.ref.WeakReference;
import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.PooledExchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Synchronization;
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
final class LastingUnitOfWork implements UnitOfWork {
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
        if (present != null && !(present instanceof LastingUnitOfWork)) {
            exchange.getExchangeExtension().setUnitOfWork(new LastingUnitOfWork(present, exchange));
        }
    }

    @Override
    public void reset() {
        if (!isInUse()) {
            unitOfWork.reset();
        }
    }

    /** Camel takes it from an exchange that is done. */
    private boolean isInUse() {
        Exchange present = exchange.get();
        return present != null && present.getUnitOfWork() == this;
    }

    // ---- all else is Camel's

    @Override
    public boolean onPrepare(Exchange exchange) {
        return unitOfWork.onPrepare(exchange);
    }

    @Override
    public void addSynchronization(Synchronization synchronization) {
        unitOfWork.addSynchronization(synchronization);
    }

    @Override
    public void removeSynchronization(Synchronization synchronization) {
        unitOfWork.removeSynchronization(synchronization);
    }

    @Override
    public boolean containsSynchronization(Synchronization synchronization) {
        return unitOfWork.containsSynchronization(synchronization);
    }

    @Override
    public void handoverSynchronization(Exchange target) {
        unitOfWork.handoverSynchronization(target);
    }

    @Override
    public void handoverSynchronization(Exchange target, @Nullable Predicate<Synchronization> filter) {
        unitOfWork.handoverSynchronization(target, filter);
    }

    @Override
    public void done(Exchange exchange) {
        unitOfWork.done(exchange);
    }

    @Override
    public void beforeRoute(Exchange exchange, Route route) {
        unitOfWork.beforeRoute(exchange, route);
    }

    @Override
    public void afterRoute(Exchange exchange, Route route) {
        unitOfWork.afterRoute(exchange, route);
    }

    @Override
    public @Nullable Message getOriginalInMessage() {
        return unitOfWork.getOriginalInMessage();
    }

    @Override
    public boolean isTransacted() {
        return unitOfWork.isTransacted();
    }

    @Override
    public boolean isTransactedBy(Object key) {
        return unitOfWork.isTransactedBy(key);
    }

    @Override
    public void beginTransactedBy(Object key) {
        unitOfWork.beginTransactedBy(key);
    }

    @Override
    public void endTransactedBy(Object key) {
        unitOfWork.endTransactedBy(key);
    }

    @Override
    public @Nullable Route getRoute() {
        return unitOfWork.getRoute();
    }

    @Override
    public void pushRoute(Route route) {
        unitOfWork.pushRoute(route);
    }

    @Override
    public @Nullable Route popRoute() {
        return unitOfWork.popRoute();
    }

    @Override
    public int routeStackLevel() {
        return unitOfWork.routeStackLevel();
    }

    @Override
    public int routeStackLevel(boolean includeRouteTemplate, boolean includeKamelet) {
        return unitOfWork.routeStackLevel(includeRouteTemplate, includeKamelet);
    }

    @Override
    public boolean isBeforeAfterProcess() {
        return unitOfWork.isBeforeAfterProcess();
    }

    @Override
    public AsyncCallback beforeProcess(Processor processor, Exchange exchange, AsyncCallback callback) {
        return unitOfWork.beforeProcess(processor, exchange, callback);
    }

    @Override
    public void afterProcess(Processor processor, Exchange exchange, AsyncCallback callback, boolean doneSync) {
        unitOfWork.afterProcess(processor, exchange, callback, doneSync);
    }

    @Override
    public UnitOfWork createChildUnitOfWork(Exchange childExchange) {
        return unitOfWork.createChildUnitOfWork(childExchange);
    }

    @Override
    public void setParentUnitOfWork(UnitOfWork parentUnitOfWork) {
        unitOfWork.setParentUnitOfWork(parentUnitOfWork);
    }
}
