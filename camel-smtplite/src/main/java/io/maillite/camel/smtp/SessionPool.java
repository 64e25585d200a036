package io.maillite.camel.smtp;

import io.maillite.smtp.SmtpSession;
import io.maillite.smtp.SmtpTransientException;
import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of an endpoint that are open: so many at most, each used over and over, ended with {@code QUIT}.
 *
 * <p>What is pooled is the {@link Place} for a session. Who has got one opens the session there: so a server that lets
 * us wait, or takes no connection, keeps nobody from a session that has become free.
 */
final class SessionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);
    private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(5);

    /** RFC 5321 section 3.8. */
    private static final int CLOSING = 421;

    /** So long a server that would take no more connections is not asked for more; then for one more, and so on. */
    private static final long CONTENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** So long that is not said again. */
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** So long a server may count a connection that we have ended. */
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long FIRST_PAUSE_MILLIS = 20;

    /**
     * Who waits at the pool is woken by the place that another gives back, and by nothing else: not by one that ends
     * idle for too long, nor where it began to wait at that very moment. So it looks for itself, too.
     */
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(250);

    /** All farewells to a server that does not answer them may take so long, and the last one a time-out more. */
    private static final long FAREWELLS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SmtpSessions sessions;
    private final Duration acquireTimeout;
    private final int maxConnections;
    private final GenericObjectPool<Place> places;

    /** Who is next waits at the pool, and the others behind it: looking anew costs nobody his turn. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Set<Place> leased = ConcurrentHashMap.newKeySet();
    private final LongAdder opened = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder acquired = new LongAdder();

    /** Sessions that are open, and those that somebody opens who was not refused yet. */
    private final AtomicInteger prospects = new AtomicInteger();

    private volatile long lastEnded = System.nanoTime() - SETTLING_NANOS;
    private volatile boolean isContent;
    private volatile long contentUntil;
    private long quietUntil = System.nanoTime();
    private volatile boolean isClosed;
    private volatile long farewellsUntil;

    SessionPool(SmtpSessions sessions, SmtpLiteConfiguration options) {
        this.sessions = sessions;
        this.acquireTimeout = options.getAcquireTimeout();
        this.maxConnections = options.getMaxConnections();
        GenericObjectPoolConfig<Place> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(maxConnections);
        config.setMaxIdle(maxConnections);
        config.setFairness(true);
        config.setTestOnReturn(true);
        config.setMinEvictableIdleDuration(options.getIdleTimeout());
        config.setTimeBetweenEvictionRuns(lookInterval(options.getIdleTimeout()));
        config.setNumTestsPerEvictionRun(-1); // all of them
        config.setJmxEnabled(false);
        places = new GenericObjectPool<>(new Factory(options.getMaxMessagesPerConnection()), config);
        places.setSwallowedExceptionListener(e -> LOG.debug("A session did not end in good order", e));
    }

    private static Duration lookInterval(Duration idleTimeout) {
        Duration half = idleTimeout.dividedBy(2).plusMillis(1);
        return shorter(half, MOST_BETWEEN_LOOKS);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private final class Factory extends BasePooledObjectFactory<Place> {
        private final int mostMessages;

        Factory(int mostMessages) {
            this.mostMessages = mostMessages;
        }

        @Override
        public Place create() {
            return new Place(mostMessages);
        }

        @Override
        public PooledObject<Place> wrap(Place place) {
            return new DefaultPooledObject<>(place);
        }

        @Override
        public boolean validateObject(PooledObject<Place> pooled) {
            return pooled.getObject().isUsable();
        }

        @Override
        public void destroyObject(PooledObject<Place> pooled) {
            end(pooled.getObject());
        }
    }

    /** A session for the caller alone, until it is given back by {@link #close()}. */
    final class Lease implements AutoCloseable {
        private final Place place;

        private Lease(Place place) {
            this.place = place;
        }

        SmtpSession session() {
            return place.session();
        }

        boolean isFresh() {
            return place.isFresh();
        }

        int room() {
            return place.room();
        }

        void sent() {
            place.sent();
        }

        @Override
        public void close() {
            leased.remove(place);
            sessions.learnFrom(place.session());
            giveBack(place); // which ends the session unless it is usable
        }
    }

    /**
     * A session, as soon as one is free or may be opened.
     *
     * @throws SmtpTransientException if none was free in time
     * @throws MailException if none could be opened
     */
    Lease acquire() throws MailException {
        return acquire(false);
    }

    /**
     * A session that nothing was sent over yet, in place of one that turned out to be dead: another that lay there with
     * it may be, too. Where the server takes no further connection, it is one that is open all the same.
     *
     * @throws MailException as for {@link #acquire()}
     */
    Lease acquireFresh() throws MailException {
        return acquire(true);
    }

    private Lease acquire(boolean fresh) throws MailException {
        long begun = System.nanoTime();
        SmtpTransientException refusal = null;
        while (true) {
            Place place = place(begun, refusal);
            boolean isGood = !fresh || refusal != null || place.isFresh();
            if (place.isEmpty() || !isGood || !place.isUsable()) {
                refusal = open(place, begun, refusal == null);
            }
            if (!place.isEmpty()) {
                return lease(place);
            }
        }
    }

    private Lease lease(Place place) {
        acquired.increment();
        leased.add(place);
        if (isClosed) { // meanwhile, and may not have seen this one
            place.abort();
        }
        return new Lease(place);
    }

    private void giveBack(Place place) {
        places.returnObject(place);
        if (isClosed) {
            places.clear();
        }
    }

    /**
     * A place, with a session in it or empty, as soon as one is free and nobody else is before us. Whom the server has
     * refused a connection had his turn, and keeps it.
     */
    private Place place(long begun, @Nullable SmtpTransientException refusal) throws MailException {
        if (refusal != null) {
            return nextPlace(begun, refusal);
        }
        awaitTurn(begun);
        try {
            return nextPlace(begun, null);
        } finally {
            turn.unlock();
        }
    }

    private void awaitTurn(long begun) throws MailException {
        boolean isFirst = !turn.hasQueuedThreads() && turn.tryLock(); // also for a thread that is interrupted
        try {
            if (!isFirst && !turn.tryLock(left(begun).toNanos(), TimeUnit.NANOSECONDS)) {
                throw noneFree(null);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Place nextPlace(long begun, @Nullable SmtpTransientException refusal) throws MailException {
        while (true) {
            if (isClosed) {
                throw SendFailures.stopped();
            }
            hopeAgain();
            Duration left = left(begun);
            try {
                Place place = places.borrowObject(shorter(left, LONGEST_SLEEP));
                if (!isClosed) {
                    return place;
                }
                giveBack(place); // of somebody whose session was ended by that
            } catch (NoSuchElementException e) {
                if (left.isZero()) {
                    throw noneFree(refusal);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e); // a place is made without any
            }
        }
    }

    private MailException noneFree(@Nullable SmtpTransientException refusal) {
        return SendFailures.noFreeConnection(places.getMaxTotal(), maxConnections, acquireTimeout, refusal);
    }

    private static MailException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return SendFailures.interrupted(e);
    }

    /**
     * Opens a session in a place that is ours, where there may be one that is to be ended. If the server takes no
     * further connection, but there are others to wait for, the place is given back empty.
     *
     * @param isFirst whether this is the caller's first attempt: others wait for what comes of it, but not for his next
     *     ones, so that those whom a server refuses do not wait for each other
     * @return null, or that the server takes no more
     * @throws MailException if there is none to be had; the place is given back then
     */
    private @Nullable SmtpTransientException open(Place place, long begun, boolean isFirst) throws MailException {
        SmtpTransientException refusal = null;
        boolean isFull = false;
        boolean isInstead = !place.isEmpty(); // and counts for the one that it replaces
        int counted = isFirst || isInstead ? 1 : 0;
        prospects.addAndGet(isInstead ? 0 : counted);
        try {
            endSession(place);
            place.fill(openPatiently(begun));
            opened.increment();
        } catch (SmtpTransientException e) {
            refusal = e;
        } finally {
            prospects.addAndGet((place.isEmpty() ? 0 : 1) - counted);
            if (place.isEmpty()) {
                isFull = refusal != null && isFull(refusal); // before anybody gets the place, and is refused as well
                place.giveUp();
                giveBack(place);
            }
        }
        if (refusal != null && !isFull) {
            throw refusal;
        }
        return refusal;
    }

    /** A server may count one that we have just ended for a moment longer, and take no other meanwhile. */
    private SmtpSession openPatiently(long begun) throws MailException {
        long patience = left(begun).toNanos() / 2; // the rest is to wait for another one
        long settled = lastEnded + SETTLING_NANOS;
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            boolean isSettling = System.nanoTime() - settled < 0;
            try {
                return sessions.open();
            } catch (SmtpTransientException e) {
                if (!takesNoMore(e) || isClosed || !isSettling || left(begun).toNanos() <= patience) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause *= 2;
        }
    }

    /** Of the time that somebody may wait; nothing when it is over. */
    private Duration left(long begun) {
        Duration left = acquireTimeout.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it says that the server takes no connection now. */
    static boolean takesNoMore(SmtpTransientException refusal) {
        return refusal.reply().filter(reply -> reply.code() == CLOSING).isPresent();
    }

    /**
     * A server may take fewer connections than we would open, and says so when one more comes (421). Then those that
     * are open, or about to be, are enough for a while. If there are none, it is no matter of how many.
     */
    private synchronized boolean isFull(SmtpTransientException refusal) {
        if (!takesNoMore(refusal)) {
            return false;
        }
        int others = prospects.get();
        if (others <= 0) {
            takeAtMost(maxConnections);
            return false;
        }
        if (System.nanoTime() - quietUntil >= 0) {
            LOG.info("The server takes no more than {} connections now: {}", others, refusal.getMessage());
            quietUntil = System.nanoTime() + QUIET_NANOS;
        }
        takeAtMost(Math.min(others, maxConnections));
        return true;
    }

    private void hopeAgain() {
        if (isContent && System.nanoTime() - contentUntil > 0) {
            synchronized (this) {
                takeAtMost(Math.min(places.getMaxTotal() + 1, maxConnections));
            }
        }
    }

    private void takeAtMost(int connections) {
        contentUntil = System.nanoTime() + CONTENT_NANOS;
        isContent = connections < maxConnections;
        places.setMaxTotal(connections);
    }

    private void end(Place place) {
        boolean counted = !place.isEmpty();
        try {
            endSession(place);
        } finally {
            prospects.addAndGet(counted ? -1 : 0);
        }
    }

    /** In good order if it can be, which is a session that nothing was left half said on. */
    private void endSession(Place place) {
        SmtpSession session = place.vacate();
        if (session == null) {
            return;
        }
        try {
            if (isClosed && System.nanoTime() - farewellsUntil > 0) {
                session.abort();
            } else {
                session.quit();
            }
        } finally {
            ended.increment();
            lastEnded = System.nanoTime();
        }
    }

    /** How it stands. */
    PoolState state() {
        long closed = ended.sum(); // before those that were opened: there are no fewer
        long everOpened = opened.sum();
        int active = leased.size();
        return new PoolState(
                active,
                (int) Math.max(0, everOpened - closed - active),
                turn.getQueueLength() + places.getNumWaiters(),
                maxConnections,
                everOpened,
                closed,
                acquired.sum());
    }

    /** Ends those that are not in use. */
    void clearIdle() {
        places.clear();
    }

    /**
     * Ends all sessions: those that are in use by force, the others with {@code QUIT}. Those who wait for one are told
     * so. (That is why the pool itself is left open: it would interrupt them, and they would find themselves
     * interrupted in what they do next.)
     */
    @Override
    public void close() {
        farewellsUntil = System.nanoTime() + FAREWELLS_NANOS;
        isClosed = true;
        leased.forEach(Place::abort);
        places.setDurationBetweenEvictionRuns(Duration.ofMillis(-1)); // no more of them
        places.clear();
    }
}
