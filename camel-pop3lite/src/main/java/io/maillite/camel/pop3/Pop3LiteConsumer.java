package io.maillite.camel.pop3;

import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ReactiveExecutor;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a maildrop: one poll is one session is one {@link MaildropTransaction}. What lies around it is here: Camel's
 * life cycle, what is kept from poll to poll, and what can be watched.
 */
@ManagedResource(description = "Managed pop3lite consumer")
public final class Pop3LiteConsumer extends ScheduledPollConsumer implements ShutdownAware, ManagedMailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3LiteConsumer.class);

    private final Pop3LiteEndpoint endpoint;
    private final Pop3LiteConfiguration options;
    private final Pop3LiteBinding binding;
    private final Pop3LiteStatistics statistics;
    private final FailedExchanges failedExchanges;
    private final ReentrantLock polls = new ReentrantLock();
    /** Set in a thread while that has the route process a message. */
    private final ThreadLocal<Boolean> processing = new ThreadLocal<>();

    private Duration keepAlive = Pop3LiteEndpoint.KEEP_ALIVE;

    private volatile @Nullable Started started;
    private volatile @Nullable MaildropTransaction running;
    private volatile @Nullable ShutdownRunningTask shutdownRunningTask;
    private volatile boolean shutdownAsked;
    private volatile @Nullable Pop3Session opened;
    private volatile boolean stopping;
    private final AtomicLong pollsBegun = new AtomicLong();

    /**
     * The thread whose poll found nothing to do, since two may poll: the schedule's, and one that somebody asked for.
     */
    private final AtomicReference<@Nullable Thread> idleIn = new AtomicReference<>();

    /** What lives as long as the route is started. */
    private record Started(
            Maildrop maildrop,
            Ledger ledger,
            ServerMemory server,
            BusyMailbox busy,
            MailboxReports reports,
            SpoolDirectory spools,
            ExecutorService workers) {}

    Pop3LiteConsumer(Pop3LiteEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.binding = new Pop3LiteBinding(options);
        this.statistics = endpoint.statistics();
        this.failedExchanges = new FailedExchanges(endpoint.getCamelContext(), new CamelLogger(LOG, LoggingLevel.WARN));
        setExceptionHandler(failedExchanges);
    }

    /** For tests: how long to be silent. */
    void setKeepAlive(Duration keepAlive) {
        this.keepAlive = keepAlive;
    }

    // ---- life cycle

    @Override
    protected void doStart() throws Exception {
        if (started == null) { // and not only suspended: then all of it is still there
            prepare();
        }
        stopping = false;
        shutdownRunningTask = null;
        shutdownAsked = false;
        super.doStart();
    }

    private void prepare() throws Exception {
        endpoint.startRepository(); // Camel does not start an endpoint again whose start has failed
        Maildrop maildrop = endpoint.maildrop();
        Ledger ledger = endpoint.ledger();
        ledger.routeStarts();
        started = new Started(
                maildrop,
                ledger,
                new ServerMemory(options.getPipelining()),
                new BusyMailbox(maildrop.name()),
                new MailboxReports(
                        maildrop.name(), options.getMaxMessageSize(), options.getMaxAttempts(), getExceptionHandler()),
                SpoolDirectory.of(endpoint.getCamelContext()),
                endpoint.component().workers());
        LOG.info(
                "Reading {}: {}",
                maildrop.name(),
                options.isDelete()
                        ? "each message is deleted from the server once its exchange has completed (delete=true)"
                        : "all messages are left on the server (delete=false)");
        endpoint.usedBy("route " + getRouteId());
    }

    /** Past the time that Camel gave it, a poll that still runs loses its session; the next one repairs that. */
    @Override
    protected void doStop() throws Exception {
        stopping = true;
        endpoint.endLooks();
        Pop3Session session = opened;
        MaildropTransaction transaction = running;
        if (transaction != null && !comesToItsEnd()) {
            LOG.warn("The session of {} is dropped: its time to stop is over", endpoint);
            transaction.abort();
        } else if (transaction == null && session != null) {
            session.abort(); // nothing was delivered from it yet
        }
        try {
            super.doStop();
        } finally {
            endpoint.leftBy("route " + getRouteId());
            started = null;
        }
    }

    /**
     * When Camel stops a route, it has waited for what is in flight. Whoever stops a consumer by itself (the
     * {@code master} component, a route policy) has not: so it is waited for here, no longer than Camel would; unless
     * it is a part of that which stops it.
     */
    private boolean comesToItsEnd() {
        if (shutdownAsked || polls.isHeldByCurrentThread() || processing.get() != null) {
            return false;
        }
        ShutdownStrategy strategy = endpoint.getCamelContext().getShutdownStrategy();
        long begun = System.nanoTime();
        long patience = strategy.getTimeUnit().toNanos(strategy.getTimeout());
        try {
            while (System.nanoTime() - begun < patience && !isCamelsTimeOver(strategy)) {
                if (polls.tryLock(100, TimeUnit.MILLISECONDS)) {
                    polls.unlock();
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Of a route whose shutdown is deferred, Camel waits for what is in flight without asking. */
    private boolean isCamelsTimeOver(ShutdownStrategy strategy) {
        boolean isItsShutdown = shutdownAsked || endpoint.getCamelContext().isStopping();
        return isItsShutdown && strategy.isTimeoutOccurred();
    }

    /** What did not come to rest in Camel's time was stopped, and yet Camel may take it for suspended. */
    @Override
    protected void doResume() throws Exception {
        shutdownAsked = false;
        super.doResume();
        if (started == null) {
            doStart();
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        shutdownRunningTask = task;
        shutdownAsked = true;
        return false;
    }

    /** A poll is pending until its {@code QUIT} is answered. */
    @Override
    public int getPendingExchangesSize() {
        return isPolling() ? 1 : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        shutdownRunningTask = null;
    }

    /** Whether an exchange may be started now. */
    private boolean mayStart() {
        if (stopping || !isRunAllowed()) {
            return false;
        }
        ShutdownRunningTask shuttingDown = shutdownRunningTask;
        return shuttingDown == null ? !isSuspendingOrSuspended() : shuttingDown == ShutdownRunningTask.CompleteAllTasks;
    }

    // ---- poll

    /** A mailbox that is busy, or whose messages fail, is not an idle one. */
    @Override
    public boolean isSendEmptyMessageWhenIdle() {
        return idleIn.get() == Thread.currentThread() && super.isSendEmptyMessageWhenIdle();
    }

    /**
     * @return how many exchanges have completed, so that {@code greedy} does not spin on failing ones; nor on messages
     *     that are left on the server and have no unique-id, which come again at each poll
     */
    @Override
    protected int poll() throws Exception {
        if (!polls.tryLock()) { // nobody waits for a server here, who could not be told to stop
            LOG.debug(
                    "{}: a poll or a look is under way: this poll is skipped",
                    endpoint.getConfiguration().mailboxName());
            idleIn.compareAndSet(Thread.currentThread(), null);
            statistics.busy();
            return 0;
        }
        try {
            pollsBegun.incrementAndGet();
            return pollAlone();
        } finally {
            polls.unlock();
        }
    }

    /** Whether no poll is under way. Then none begins before {@link #letPoll}: one that is due is skipped. */
    boolean holdPolls() {
        return polls.tryLock();
    }

    /** In the thread that called {@link #holdPolls}. */
    void letPoll() {
        polls.unlock();
    }

    private int pollAlone() throws MailException {
        idleIn.set(null);
        Started state = started;
        if (state == null) {
            return 0;
        }
        try {
            return poll(state);
        } catch (MailException | RuntimeException e) {
            statistics.failed(e);
            throw e;
        } catch (Error e) {
            statistics.failed(e);
            // thrown on, it would end the schedule for good
            throw new RuntimeCamelException("The poll of " + state.maildrop().name() + " failed: " + e, e);
        }
    }

    private int poll(Started state) throws MailException {
        Duration wait = state.busy().stillToWait();
        if (!wait.isZero()) {
            LOG.debug(
                    "{} may be opened again in {}: this poll is skipped",
                    state.maildrop().name(),
                    wait);
            statistics.busy();
            return 0;
        }
        Attempt attempt = new Attempt(state, state.server().pipelining());
        try {
            return attempt.run();
        } catch (MailConnectionException e) {
            if (!attempt.pipelines || !state.server().mayHaveBrokenOnPipelining(e)) {
                state.server().brokeAnyway();
                throw e;
            }
            state.server().suspectPipelining();
            if (e.reason() == MailConnectionException.Reason.READ_TIMEOUT) {
                LOG.warn(
                        "{}: no reply came when commands were pipelined; the next poll goes one by one, and those after it"
                                + " if that goes well (pipelining=OFF spares the try)",
                        state.maildrop().name());
                throw e; // it took long enough already
            }
            if (!mayStart() || !state.busy().stillToWait().isZero()) {
                throw e; // the next poll tries one by one
            }
            LOG.warn(
                    "{}: the connection was lost when commands were pipelined; trying one by one. {}",
                    state.maildrop().name(),
                    e.getMessage());
            return attempt.completed() + new Attempt(state, state.server().pipelining()).run();
        }
    }

    /** One session. */
    private final class Attempt {
        private final Started state;
        private final Pipelining pipelining;
        private boolean pipelines;
        private boolean hasBegun;
        private @Nullable MaildropTransaction transaction;

        Attempt(Started state, Pipelining pipelining) {
            this.state = state;
            this.pipelining = pipelining;
        }

        int completed() {
            return transaction == null ? 0 : transaction.completed();
        }

        int run() throws MailException {
            long begun = System.nanoTime();
            try (Pop3Session session = state.maildrop().open(pipelining)) {
                opened = session;
                if (stopping) {
                    session.abort();
                }
                statistics.begun();
                hasBegun = true;
                state.busy()
                        .opened(begun, session.capabilitiesSoFar().loginDelay().orElse(null));
                pipelines = session.pipelines();
                try {
                    run(session);
                    state.server().wentWell();
                } finally {
                    state.server().served(session.hasServedPipelined());
                    if (transaction != null && transaction.isOutOfStep()) {
                        state.server().lostStep();
                    }
                }
                return completed();
            } catch (Pop3Exception e) {
                if (!e.isBusy() || transaction != null) {
                    throw e;
                }
                state.busy().busy(e);
                statistics.busy();
                return 0;
            } finally {
                if (hasBegun) { // the record may be that of somebody who reads on demand
                    statistics.closed();
                }
                opened = null;
                if (running == transaction) {
                    running = null;
                }
            }
        }

        @SuppressWarnings("ReferenceEquality") // every start is another, whatever it is made of
        private void run(Pop3Session session) throws MailException {
            SessionPlan plan = new Planner(options, state.ledger(), state.server(), state.reports()).plan(session);
            state.busy().loginDelay(session.capabilities().loginDelay().orElse(null));
            pipelines = session.pipelines();
            statistics.planned(plan);
            idleIn.set(plan.isIdle() ? Thread.currentThread() : null);
            MaildropTransaction current = new MaildropTransaction(
                    session,
                    plan,
                    new DeliveryLine(
                            (delivery, next) -> process(delivery, plan.size(), next),
                            state.workers(),
                            options.getConcurrentConsumers(),
                            Pop3LiteConsumer.this::mayStart),
                    new MaildropTransaction.Surroundings(
                            options,
                            state.ledger(),
                            Pop3LiteConsumer.this::mayStart,
                            (threshold, expected) -> new Spool(state.spools(), threshold, expected),
                            state.reports(),
                            statistics,
                            keepAlive));
            transaction = current;
            running = current;
            if (stopping || state != started) {
                current.abort();
            }
            current.run();
        }
    }

    /**
     * Has the route process a message. An {@code Error} fails this exchange and no other. The exchange is made here and
     * not taken from Camel's pool, where one that copies were made of loses what it was to tell when it has ended.
     */
    private void process(Delivery delivery, int batchSize, Runnable next) {
        Exchange exchange = endpoint.createExchange();
        exchange.getExchangeExtension().setFromRouteId(getRouteId());
        AtomicBoolean reported = new AtomicBoolean();
        try {
            binding.bind(delivery, batchSize, exchange);
            Share share = delivery.comeWith(exchange, exchange);
            processing.set(true);
            getAsyncProcessor().process(exchange, doneSync -> {
                // a forced shutdown: Camel has not even begun it, and nobody will complete it
                boolean untouched =
                        delivery.isUnheard() && exchange.getExchangeExtension().containsOnCompletion(share);
                boolean failed = untouched
                        || exchange.getException() != null
                        || exchange.isRollbackOnly()
                        || exchange.isRollbackOnlyLast();
                try {
                    if (exchange.getException() != null) {
                        reported.set(true);
                        ofExchanges().handleException("Error processing exchange", exchange, exchange.getException());
                    }
                } finally {
                    delivery.cameToItsEnd(failed);
                    next.run();
                }
            });
            processing.remove();
            delivery.returned();
        } catch (Throwable e) {
            processing.remove();
            exchange.setException(e);
            finish();
            if (!reported.get()) {
                ofExchanges().handleException("Error processing " + delivery.message(), exchange, e);
            }
            delivery.cameToItsEnd(true);
            delivery.returned();
            next.run();
        }
    }

    /**
     * What fails in the route, the error handler has had already: a bridge would give it that again, as another mail.
     */
    private ExceptionHandler ofExchanges() {
        return endpoint.isBridgeErrorHandler() ? failedExchanges : getExceptionHandler();
    }

    /**
     * An {@code Error} leaves the rest of the exchange's way in the queue of this thread. It is gone now, as that of a
     * failed exchange: otherwise the next exchange would find it there and take it for a good one's.
     */
    private void finish() {
        ReactiveExecutor queue =
                endpoint.getCamelContext().getCamelContextExtension().getReactiveExecutor();
        boolean left = true;
        while (left) {
            try {
                left = queue.executeFromQueue();
            } catch (Throwable e) {
                LOG.debug("An exchange that has failed failed again on its way out", e);
            }
        }
    }

    // ---- what can be watched

    @Override
    public MailboxState state() {
        return endpoint.state();
    }

    @Override
    public void resetStatistics() {
        endpoint.resetStatistics();
    }

    /**
     * Polls the mailbox as its schedule would, at once and in a thread of its own; a back-off is at its end by that.
     *
     * @return what comes of it, in words
     */
    @ManagedOperation(description = "Polls the mailbox now, whatever its schedule, also during a back-off")
    public String pollNow() {
        if (!isRunAllowed() || isSuspendingOrSuspended() || started == null) {
            return "Not polled: the route is " + getStatus();
        }
        if (polls.isLocked()) {
            return "Not polled: a poll or a look is under way";
        }
        long before = pollsBegun.get();
        endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newThread("pop3lite-poll-now", () -> {
                    // each run in a back-off counts towards its end; the last one polls
                    for (int i = 0; i <= getBackoffMultiplier() && pollsBegun.get() == before && isRunAllowed(); i++) {
                        run();
                    }
                })
                .start();
        return "Polling";
    }
}
