package io.maillite.camel.pop3;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.SynchronizationVetoable;

/**
 * What one exchange has to tell of a {@link Delivery} when its unit of work is done. Camel lets another exchange have
 * it (a copy in a queue, say): then the first gets another, since it goes on, too, and may fail.
 */
final class Share implements SynchronizationVetoable {
    private final Delivery delivery;
    private final AtomicBoolean told = new AtomicBoolean();
    private Companion companion;

    /** @param companion of the exchange that has it */
    Share(Delivery delivery, Companion companion) {
        this.delivery = delivery;
        this.companion = companion;
    }

    /** The unit of work is done. One that was rolled back has not completed, whatever Camel calls it. */
    @Override
    public void onComplete(Exchange exchange) {
        tell(
                exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()
                        ? Delivery.State.FAILED
                        : Delivery.State.COMPLETED);
    }

    @Override
    public void onFailure(Exchange exchange) {
        tell(Delivery.State.FAILED);
    }

    private void tell(Delivery.State outcome) {
        if (told.compareAndSet(false, true)) {
            delivery.hear(outcome);
        }
    }

    @Override
    public boolean allowHandover() {
        return true;
    }

    @Override
    public void beforeHandover(Exchange target) {
        Companion before = companion;
        companion = Companion.of(target);
        delivery.handedOver(before.owes(delivery));
    }
}
