package io.maillite.camel.pop3;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Comes with an exchange that has to do with a mail, as a property, through the steps of its routes. What is copied
 * from the exchange has that property, too, so it holds neither the exchange nor a delivery: nobody would notice that
 * they were dropped on their way.
 */
final class Companion {
    private static final String PROPERTY = "CamelPop3LiteCompanion";

    private final WeakReference<Exchange> exchange;
    private WeakReference<UnitOfWork> unitOfWork = new WeakReference<>(null);
    private int steps;
    /** Held by those who wait for the end of a step. */
    private WeakReference<Queue<Delivery>> owed = new WeakReference<>(null);

    private Companion(Exchange exchange) {
        this.exchange = new WeakReference<>(exchange);
    }

    /** That of the exchange, from now on. */
    static Companion of(Exchange exchange) {
        Companion present = on(exchange);
        if (present != null && present.isOf(exchange)) {
            return present;
        }
        Companion own = new Companion(exchange);
        own.isOf(exchange);
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

    /** Whether it is its exchange, or a copy that shares the unit of work (of a {@code loop}, say). */
    private synchronized boolean isOf(Exchange other) {
        UnitOfWork present = other.getUnitOfWork();
        if (!exchange.refersTo(other)) {
            return present != null && unitOfWork.refersTo(present);
        }
        if (present != null && !unitOfWork.refersTo(present)) {
            unitOfWork = new WeakReference<>(present); // it has none before its first route
        }
        return true;
    }

    /**
     * The exchange, or a copy of it, takes a step.
     *
     * @return what it will owe, to be given to {@link #ended}; null if it is not this one's exchange
     */
    synchronized @Nullable Queue<Delivery> begins(Exchange stepping) {
        if (!isOf(stepping)) {
            return null;
        }
        steps++;
        Queue<Delivery> present = owed.get();
        if (present == null) {
            present = new ArrayDeque<>(1);
            owed = new WeakReference<>(present);
        }
        return present;
    }

    /** The step is over. What it has handed over to others is this exchange's, too: it goes on. */
    void ended(Exchange stepping, Queue<Delivery> owing) {
        for (Delivery one : endStep(owing)) {
            stepping.getExchangeExtension().addOnCompletion(new Share(one, this));
        }
        if (stepping.getProperty(PROPERTY) != this) { // the step may have removed it, or brought another exchange's
            comeWith(stepping);
        }
    }

    private synchronized List<Delivery> endStep(Queue<Delivery> owing) {
        steps--;
        if (owing.isEmpty()) {
            return List.of();
        }
        List<Delivery> due = new ArrayList<>(owing);
        owing.clear();
        return due;
    }

    /**
     * What this exchange had to tell of a delivery another one has now.
     *
     * @return whether it will have something to tell all the same: it is in the middle of a step, and gets it then
     */
    synchronized boolean owes(Delivery delivery) {
        Queue<Delivery> owing = owed.get();
        if (steps == 0 || owing == null) {
            return false;
        }
        owing.add(delivery);
        return true;
    }
}
