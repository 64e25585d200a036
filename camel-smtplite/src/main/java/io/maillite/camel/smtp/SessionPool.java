package io.maillite.camel.smtp;

import io.maillite.smtp.SmtpSession;
import io.maillite.smtp.SmtpTransientException;
import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of an endpoint that are open: so many at most, each used over and over, ended with {@code QUIT}. */
final class SessionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);
    private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(5);

    /** RFC 5321 section 3.8. */
    private static final int CLOSING = 421;

    /** So long a server that would take no more connections is not asked for more. */
    private static final long CONTENT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SmtpSessions sessions;
    private final Duration acquireTimeout;
    private final int maxConnections;
    private final GenericObjectPool<PooledSession> pool;
    private final Set<PooledSession> leased = ConcurrentHashMap.newKeySet();
    private final LongAdder renewals = new LongAdder();
    private volatile boolean isContent;
    private volatile long contentUntil;

    SessionPool(SmtpSessions sessions, SmtpLiteConfiguration options) {
        this.sessions = sessions;
        this.acquireTimeout = options.getAcquireTimeout();
        this.maxConnections = options.getMaxConnections();
        GenericObjectPoolConfig<PooledSession> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(maxConnections);
        config.setMaxIdle(maxConnections);
        config.setMaxWait(acquireTimeout);
        config.setTestOnBorrow(true);
        config.setTestOnReturn(true);
        config.setMinEvictableIdleDuration(options.getIdleTimeout());
        config.setTimeBetweenEvictionRuns(lookInterval(options.getIdleTimeout()));
        config.setNumTestsPerEvictionRun(-1); // all of them
        config.setJmxEnabled(false);
        pool = new GenericObjectPool<>(new Factory(options.getMaxMessagesPerConnection()), config);
        pool.setSwallowedExceptionListener(e -> LOG.debug("A session did not end in good order", e));
    }

    private static Duration lookInterval(Duration idleTimeout) {
        Duration half = idleTimeout.dividedBy(2).plusMillis(1);
        return half.compareTo(MOST_BETWEEN_LOOKS) < 0 ? half : MOST_BETWEEN_LOOKS;
    }

    private final class Factory extends BasePooledObjectFactory<PooledSession> {
        private final int mostMessages;

        Factory(int mostMessages) {
            this.mostMessages = mostMessages;
        }

        @Override
        public PooledSession create() throws MailException {
            return new PooledSession(sessions.open(), mostMessages);
        }

        @Override
        public PooledObject<PooledSession> wrap(PooledSession session) {
            return new DefaultPooledObject<>(session);
        }

        @Override
        public boolean validateObject(PooledObject<PooledSession> pooled) {
            return pooled.getObject().isUsable();
        }

        /** In good order if it can be, which is a session that nothing was left half said on. */
        @Override
        public void destroyObject(PooledObject<PooledSession> pooled) {
            pooled.getObject().session().quit();
        }
    }

    /** A session for the caller alone, until it is given back by {@link #close()}. */
    final class Lease implements AutoCloseable {
        private final PooledSession pooled;

        private Lease(PooledSession pooled) {
            this.pooled = pooled;
        }

        SmtpSession session() {
            return pooled.session();
        }

        boolean isFresh() {
            return pooled.isFresh();
        }

        int room() {
            return pooled.room();
        }

        void sent() {
            pooled.sent();
        }

        @Override
        public void close() {
            leased.remove(pooled);
            sessions.learnFrom(pooled.session());
            pool.returnObject(pooled); // which ends it unless it is usable
        }
    }

    /**
     * A session, as soon as one is free or may be opened.
     *
     * @throws SmtpTransientException if none was free in time
     * @throws MailException if none could be opened
     */
    Lease acquire() throws MailException {
        return lease(borrow());
    }

    /**
     * A session that nothing was sent over yet, in place of one that turned out to be dead: another that lay there with
     * it may be, too. It takes the place of that one at once: others who wait for a place cannot come between.
     *
     * @throws MailException as for {@link #acquire()}
     */
    Lease acquireFresh() throws MailException {
        PooledSession pooled = borrow();
        try {
            return lease(pooled.isFresh() ? pooled : renew(pooled));
        } catch (SmtpTransientException e) {
            return lease(borrowOneThatIsOpen(e));
        }
    }

    private PooledSession renew(PooledSession pooled) throws MailException {
        try {
            pooled.retire();
            pooled.renew(sessions.open());
            renewals.increment();
            return pooled;
        } finally {
            if (!pooled.isFresh()) { // there was none to be had
                pool.returnObject(pooled);
            }
        }
    }

    private Lease lease(PooledSession pooled) {
        leased.add(pooled);
        if (pool.isClosed()) { // meanwhile, and may not have seen this one
            pooled.session().abort();
        }
        return new Lease(pooled);
    }

    private PooledSession borrow() throws MailException {
        if (isContent && System.nanoTime() - contentUntil > 0) {
            isContent = false;
            pool.setMaxTotal(maxConnections);
        }
        try {
            return borrowOrOpen();
        } catch (SmtpTransientException e) {
            return borrowOneThatIsOpen(e);
        }
    }

    /**
     * A server may take fewer connections than we would open, and says so when one more comes (421). Then those that
     * are open are enough for a while.
     *
     * @throws MailException the refusal, if that is not what it says
     */
    private PooledSession borrowOneThatIsOpen(SmtpTransientException refusal) throws MailException {
        if (!isFull(refusal)) {
            throw refusal;
        }
        return borrowOrOpen();
    }

    private boolean isFull(SmtpTransientException refusal) {
        int open = pool.getNumActive() + pool.getNumIdle();
        boolean isFull = open > 0
                && refusal.reply().filter(reply -> reply.code() == CLOSING).isPresent();
        if (isFull) {
            LOG.info("The server takes no more than {} connections now: {}", open, refusal.getMessage());
            contentUntil = System.nanoTime() + CONTENT_NANOS;
            isContent = true;
            pool.setMaxTotal(open);
        }
        return isFull;
    }

    private PooledSession borrowOrOpen() throws MailException {
        try {
            return pool.borrowObject();
        } catch (MailException e) {
            throw e;
        } catch (NoSuchElementException e) {
            throw SendFailures.noFreeConnection(pool.getMaxTotal(), acquireTimeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SendFailures.interrupted(e);
        } catch (IllegalStateException e) {
            throw SendFailures.stopped(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // opening a session throws nothing else
        }
    }

    /** How it stands. */
    PoolState state() {
        return new PoolState(
                pool.getNumActive(),
                pool.getNumIdle(),
                pool.getNumWaiters(),
                maxConnections,
                pool.getCreatedCount() + renewals.sum(),
                pool.getDestroyedCount() + renewals.sum(),
                pool.getBorrowedCount());
    }

    /** Ends those that are not in use. */
    void clearIdle() {
        pool.clear();
    }

    /** Ends all sessions: those that are not in use with {@code QUIT}, those that still are by force. */
    @Override
    public void close() {
        pool.close();
        leased.forEach(pooled -> pooled.session().abort());
    }
}
