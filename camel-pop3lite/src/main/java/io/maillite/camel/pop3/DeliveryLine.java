package io.maillite.camel.pop3;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where fully received messages wait for the route, and the workers that take them from there: so many at a time as the
 * route is to process in parallel; one worker keeps the order.
 */
final class DeliveryLine {
    /** What a worker does with a delivery. */
    interface Route {
        /**
         * Has it processed.
         *
         * @param next to be called when the processor is done with it, in whatever thread: the worker goes on then
         */
        void process(Delivery delivery, Runnable next);
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLine.class);

    private final Route route;
    private final Executor workers;
    private final int parallel;
    private final BooleanSupplier mayStart;
    private final Queue<Delivery> waiting = new ArrayDeque<>();
    /** By the index of the delivery: what goes on in other threads, and will bring a worker back. */
    private final Map<Integer, Continuation> elsewhere = new HashMap<>();

    private int working;
    private boolean shortOfThreads;

    /**
     * @param parallel workers at most
     * @param mayStart whether an exchange may be started now
     */
    DeliveryLine(Route route, Executor workers, int parallel, BooleanSupplier mayStart) {
        this.route = route;
        this.workers = workers;
        this.parallel = parallel;
        this.mayStart = mayStart;
    }

    /** Puts a delivery at the end of the line. */
    void offer(Delivery delivery) {
        synchronized (this) {
            waiting.add(delivery);
            if (working == parallel) {
                return;
            }
            working++;
        }
        bringWorker();
    }

    /** Where the system gives no more threads, the one that is there does the work: nothing waits for good. */
    private void bringWorker() {
        try {
            workers.execute(this::work);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            tellOnce(e);
            work();
        }
    }

    private synchronized void tellOnce(Throwable why) {
        if (!shortOfThreads && mayStart.getAsBoolean()) {
            LOG.warn("There is no thread for the exchanges of a mailbox; they run in the one that asked for it", why);
        }
        shortOfThreads = true;
    }

    /** Takes out what no worker has taken yet. */
    synchronized void drop() {
        waiting.forEach(Delivery::drop);
        waiting.clear();
    }

    private void work() {
        while (true) {
            Delivery delivery = next();
            if (delivery == null) {
                return;
            }
            Continuation continuation = new Continuation(delivery.index());
            try {
                route.process(delivery, continuation);
            } catch (Throwable e) {
                // whatever the route's caller trips over, the others in the line do not wait for it
                LOG.error("{} could not be processed", delivery.message(), e);
                delivery.failed();
                continuation.run();
            }
            if (!continuation.doneByNow()) {
                try {
                    goesOnElsewhere(continuation);
                } finally {
                    Reference.reachabilityFence(delivery); // before that, nobody can be told that it is gone
                }
                return; // it goes on elsewhere; whoever ends it brings a worker back
            }
        }
    }

    private synchronized void goesOnElsewhere(Continuation continuation) {
        if (!continuation.isDone()) {
            elsewhere.put(continuation.index, continuation);
        }
    }

    private synchronized @Nullable Continuation backFromElsewhere(int index) {
        return elsewhere.remove(index);
    }

    /** That delivery will not come back from where it went: whoever waits behind it waits no longer. */
    void giveUp(int index) {
        Continuation continuation = backFromElsewhere(index);
        if (continuation != null) {
            continuation.run();
        }
    }

    private synchronized @Nullable Delivery next() {
        if (!mayStart.getAsBoolean()) {
            drop();
        }
        Delivery delivery = waiting.poll();
        if (delivery == null) {
            working--;
        } else {
            delivery.start();
        }
        return delivery;
    }

    /** Tells a processor that is done before it returns from one that is done later. */
    private final class Continuation implements Runnable {
        private final int index;
        private boolean done;
        private boolean returned;

        Continuation(int index) {
            this.index = index;
        }

        @Override
        public void run() {
            synchronized (this) {
                if (done) {
                    return;
                }
                done = true;
                if (!returned) {
                    return;
                }
            }
            backFromElsewhere(index);
            bringWorker();
        }

        private synchronized boolean isDone() {
            return done;
        }

        private synchronized boolean doneByNow() {
            returned = true;
            return done;
        }
    }
}
