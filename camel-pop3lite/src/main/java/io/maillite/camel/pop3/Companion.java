package io.maillite.camel.pop3;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Comes with an exchange that has to do with a mail, as a property, through the steps of its routes. What is copied
 * from the exchange has that property, too, so it holds neither the exchange nor the delivery: nobody would notice that
 * they were dropped on their way.
 */
final class Companion {
    private static final String PROPERTY = "CamelPop3LiteCompanion";

    private final WeakReference<Exchange> exchange;
    private int steps;
    private @Nullable Queue<WeakReference<Delivery>> owed;

    private Companion(Exchange exchange) {
        this.exchange = new WeakReference<>(exchange);
    }

    /** That of the exchange, from now on. */
    static Companion of(Exchange exchange) {
        Companion present = on(exchange);
        if (present != null && present.exchange.refersTo(exchange)) {
            return present;
        }
        Companion own = new Companion(exchange);
        own.comeWith(exchange);
        return own;
    }

    /** Also with one that is to become part of its own. */
    void comeWith(Exchange other) {
        other.setProperty(PROPERTY, this);
    }

    /** That of the exchange, or of one that it is a copy of; null if it has nothing to do with a mail. */
    static @Nullable Companion on(Exchange exchange) {
        return (Companion) exchange.getProperty(PROPERTY);
    }

    /** The exchange, or a copy of it, takes a step. */
    void begins(Exchange stepping) {
        if (exchange.refersTo(stepping)) {
            synchronized (this) {
                steps++;
            }
        }
    }

    /** The step is over. What it has handed over to others is this exchange's, too: it goes on. */
    void ended(Exchange stepping) {
        if (exchange.refersTo(stepping)) {
            Queue<WeakReference<Delivery>> due;
            synchronized (this) {
                steps--;
                due = owed;
                owed = null;
            }
            if (due != null) {
                settle(due, stepping);
            }
        }
    }

    private void settle(Queue<WeakReference<Delivery>> due, Exchange stepping) {
        for (WeakReference<Delivery> one : due) {
            Delivery delivery = one.get();
            if (delivery != null) {
                stepping.getExchangeExtension().addOnCompletion(new Share(delivery, this));
            }
        }
    }

    /**
     * What this exchange had to tell of a delivery another one has now.
     *
     * @return whether it will have something to tell all the same: it is in the middle of a step, and gets it then
     */
    synchronized boolean owes(Delivery delivery) {
        if (steps == 0) {
            return false;
        }
        if (owed == null) {
            owed = new ArrayDeque<>(1);
        }
        owed.add(new WeakReference<>(delivery));
        return true;
    }
}
