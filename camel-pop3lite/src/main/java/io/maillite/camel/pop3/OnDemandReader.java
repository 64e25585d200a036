package io.maillite.camel.pop3;

import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ShutdownStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a maildrop when somebody asks for a message: {@code pollEnrich}, {@code poll}, a {@code ConsumerTemplate}.
 * There is one for all who ask through an endpoint, and one session at a time. Whoever has a message of the open
 * session that is not done yet gets the next one from the same session, since waiting for that to end would be waiting
 * for himself; everybody else finds a busy mailbox.
 */
final class OnDemandReader {
    /** What a look at the mailbox gave. */
    enum Outcome {
        /** A message. */
        FOUND,
        /** None, or the mailbox is busy at the server. */
        NOTHING_YET,
        /** Somebody else who asks here has a message that is not done. */
        TAKEN,
        /** None in the session that the asker himself holds open, and there is no other before that is done. */
        NOTHING_MORE
    }

    /**
     * What a look at the mailbox gave.
     *
     * @param delivery the message that was found
     */
    record Look(Outcome outcome, @Nullable Delivery delivery) {
        private static Look at(@Nullable Delivery found, Outcome otherwise) {
            return new Look(found == null ? otherwise : Outcome.FOUND, found);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(OnDemandReader.class);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Pop3LiteConfiguration options;
    private final Maildrop maildrop;
    private final CamelContext context;
    private final Ledger ledger;
    private final ServerMemory server;
    private final BusyMailbox busy;
    private final MailboxReports reports;
    private final Pop3LiteStatistics statistics;
    private final SpoolDirectory spools;
    private final Duration keepAlive;

    /** Guards what follows, and is never held while the server is talked to. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Set<Object> askers = new HashSet<>();
    private boolean opening;
    private @Nullable HeldSession held;

    /** @param keepAlive how long a session may be silent */
    OnDemandReader(Pop3LiteEndpoint endpoint, ExceptionHandler exceptions, Duration keepAlive) {
        this.options = endpoint.getConfiguration();
        this.maildrop = endpoint.maildrop();
        this.context = endpoint.getCamelContext();
        this.ledger = endpoint.ledger();
        this.server = new ServerMemory(Pipelining.OFF); // one message at a time: there is nothing to send ahead
        this.busy = new BusyMailbox(maildrop.name());
        this.reports =
                new MailboxReports(maildrop.name(), options.getMaxMessageSize(), options.getMaxAttempts(), exceptions);
        this.statistics = endpoint.statistics();
        this.spools = SpoolDirectory.of(context);
        this.keepAlive = keepAlive;
    }

    /**
     * Looks once for a message. What is found must be completed or failed.
     *
     * @param asker for whom: what messages of one asker are processed together
     * @param kin what the asker is a part or a copy of, or null: all of these share a session
     * @throws IOException if the mailbox cannot be read
     */
    Look look(Object asker, @Nullable Object kin) throws IOException {
        HeldSession open;
        lock.lock();
        try {
            if (opening) {
                return Look.at(null, Outcome.TAKEN);
            }
            open = held;
            if (open == null) {
                opening = true;
            } else if (!askers.contains(asker) && (kin == null || !askers.contains(kin))) {
                return Look.at(null, Outcome.TAKEN);
            }
            askers.add(asker);
            if (kin != null) {
                askers.add(kin); // and so for all parts of it
            }
        } finally {
            lock.unlock();
        }
        try {
            return open == null ? lookAnew() : lookFurther(open);
        } catch (IOException | RuntimeException | Error e) {
            statistics.failed(e);
            throw e;
        }
    }

    private static Look lookFurther(HeldSession open) throws IOException {
        Delivery delivery = open.take();
        return Look.at(delivery, open.hasEnded() ? Outcome.TAKEN : Outcome.NOTHING_MORE);
    }

    private Look lookAnew() throws IOException {
        HeldSession opened = null;
        try {
            opened = busy.stillToWait().isZero() ? open() : null;
            Delivery delivery = opened == null ? null : opened.take();
            return Look.at(delivery, Outcome.NOTHING_YET);
        } finally {
            lock.lock();
            try {
                opening = false;
                if (opened == null || opened.hasEnded()) {
                    free();
                } else {
                    held = opened;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable HeldSession open() throws MailException {
        long begun = System.nanoTime();
        Pop3Session session;
        try {
            session = maildrop.open(Pipelining.OFF);
        } catch (Pop3Exception e) {
            if (e.isBusy()) {
                busy.busy(e);
                statistics.busy();
                return null;
            }
            throw e;
        }
        try {
            statistics.begun();
            busy.opened(begun, session.capabilities().loginDelay().orElse(null));
            SessionPlan plan = new Planner(options, ledger, server, reports).plan(session);
            statistics.planned(plan);
            return hold(session, plan);
        } catch (MailException | RuntimeException | Error e) {
            session.abort();
            statistics.closed();
            throw e;
        }
    }

    private HeldSession hold(Pop3Session session, SessionPlan plan) {
        HeldSession opened = new HeldSession(
                session,
                plan,
                new HeldSession.Surroundings(
                        options,
                        ledger,
                        expected -> new Spool(spools, options::getSpoolThreshold, expected),
                        reports,
                        statistics,
                        this::ended));
        keepAlive(opened);
        return opened;
    }

    /** A thread now and then, and only for a session that is held for long. */
    private void keepAlive(HeldSession session) {
        CompletableFuture.delayedExecutor(keepAlive.toNanos(), TimeUnit.NANOSECONDS, this::inThread)
                .execute(() -> {
                    try {
                        session.keepAlive();
                    } finally {
                        if (!session.hasEnded()) {
                            keepAlive(session);
                        }
                    }
                });
    }

    /** Where there is no thread to be had, a little late: nobody else would look after the session again. */
    private void inThread(Runnable task) {
        try {
            context.getExecutorServiceManager()
                    .newThread("pop3lite-keep-alive", task)
                    .start();
        } catch (RuntimeException | Error e) {
            LOG.warn("There is no thread for a session that is held open, for now: {}", e.toString());
            CompletableFuture.delayedExecutor(STEP.toMillis(), TimeUnit.MILLISECONDS, this::inThread)
                    .execute(task);
        }
    }

    /** A session has ended, which may be one that another has followed already. */
    private void ended(HeldSession session) {
        lock.lock();
        try {
            if (held == session) {
                free();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void free() {
        held = null;
        askers.clear();
        changed.signalAll();
    }

    /**
     * Waits for so long, in steps, while that has a point.
     *
     * @param untilFree whether it is over when nobody has the mailbox open any more
     */
    void await(Duration most, boolean untilFree, BooleanSupplier hasPoint) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (left > 0 && hasPoint.getAsBoolean() && !(untilFree && held == null && !opening)) {
                long step = Math.min(left, STEP.toNanos());
                left -= step - Math.max(0, changed.awaitNanos(step));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The context stops. */
    void close() {
        HeldSession open;
        lock.lock();
        try {
            open = held;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            ShutdownStrategy strategy = context.getShutdownStrategy();
            CompletableFuture<Void> end = CompletableFuture.runAsync(
                    open::drop, CompletableFuture.delayedExecutor(strategy.getTimeout(), strategy.getTimeUnit()));
            open.giveUp(); // however long a silent server would let us wait
            end.cancel(false);
        }
    }
}
