package io.maillite.camel.pop3;

import io.maillite.camel.support.Spool;
import io.maillite.pop3.MessageTooLargeException;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Commands;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Retrieved;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session as one transaction: retrieve ahead of the route, mark what the route has completed, commit with
 * {@code QUIT}.
 *
 * <p>When exactly is {@code DELE} sent? For the message number that an exchange was made from, after its unit of work
 * has completed and its unique-id is in the repository; at the latest before {@code QUIT}. Nothing depends on when
 * within the session, since the server removes nothing before {@code QUIT}: so marks are sent in groups, with further
 * {@code RETR}s, in place of a {@code NOOP}, or at the end.
 *
 * <p>And if {@code QUIT} fails? Then nothing is forgotten: the repository still knows what was processed, and the next
 * session deletes it unread. Should each session be lost at the same message, it would be the same again and again: so
 * after two, the next does without that message, and commits (see {@link SessionPlan}). Lost at it means: while it was
 * waited for, or right behind its refusal.
 *
 * <p>And if the server takes {@code QUIT} for leave to remove what was not processed? Then it is not said: see
 * {@link AtRisk}.
 *
 * <p>And if the replies turn out not to belong to the commands (the server has said one twice, and has one left over at
 * the end)? Then a message may have been processed in another one's name: nothing is committed, and what this session
 * has put into the repository is withdrawn, from the first message on that is not certain to be the right one. Rather
 * is a message delivered twice than one deleted that nobody has seen.
 *
 * <p>One thread, that of the poll, talks to the server and does all that this class does; workers and whoever completes
 * an exchange leave it a note in {@link #notes}.
 */
final class MaildropTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(MaildropTransaction.class);

    private static final int MARKS_IN_A_GROUP = 32;

    /** So much of a message is held in memory in any case. */
    private static final long SMALL_MESSAGE = 16 * 1024;

    private final Pop3Session session;
    private final Pop3LiteConfiguration options;
    private final SessionPlan plan;
    private final Ledger ledger;
    private final DeliveryLine line;
    private final RetrievalWindow window;
    private final BooleanSupplier mayStart;
    private final SpoolFactory spools;
    private final MailboxReports reports;
    private final Pop3LiteStatistics statistics;
    private final Duration keepAlive;

    private final Notes notes = new Notes();
    private final Queue<Asked> asked = new ArrayDeque<>();
    private final Queue<ListedMessage> toMark = new ArrayDeque<>();
    private final List<String> marked = new ArrayList<>();
    private final List<Integer> markedNumbers = new ArrayList<>();
    private final List<String> uncertain = new ArrayList<>();
    private final AtRisk atRisk;
    private final ReplyOrder order;
    private boolean outOfStep;
    private @Nullable Delivery held;
    private long lastHeard = System.nanoTime();
    private int retrievals;
    private @Nullable IOException refusal;
    /** The message whose refusal is the last that was heard of the server: some close the connection behind that. */
    private @Nullable ListedMessage refused;

    private int deliveries;
    private int unsettled;
    private long heldInMemory;
    private int completed;
    private int completedWithoutKey;
    private volatile boolean aborted;

    /** What the transaction needs to know and to have around it. */
    record Surroundings(
            Pop3LiteConfiguration options,
            Ledger ledger,
            BooleanSupplier mayStart,
            SpoolFactory spools,
            MailboxReports reports,
            Pop3LiteStatistics statistics,
            Duration keepAlive) {}

    /** Makes room for a message. */
    interface SpoolFactory {
        /**
         * @param threshold how much may be held in memory by now
         * @param expected octets, or less than 0 if that is not known
         */
        Spool create(LongSupplier threshold, long expected);
    }

    /** A command that was sent, and what to do when it is answered. */
    private interface Asked {
        void answered() throws MailException;

        /** The session died while it was waited for: which message that may be for, or null. */
        default @Nullable ListedMessage broken(Throwable cause) {
            return null;
        }

        /** What was kept for it is not needed. */
        default void discard() {}
    }

    MaildropTransaction(Pop3Session session, SessionPlan plan, DeliveryLine line, Surroundings around) {
        this.session = session;
        this.plan = plan;
        this.options = around.options();
        this.ledger = around.ledger();
        this.mayStart = around.mayStart();
        this.spools = around.spools();
        this.reports = around.reports();
        this.statistics = around.statistics();
        this.keepAlive = around.keepAlive();
        this.atRisk = new AtRisk(session, options);
        this.order = new ReplyOrder(session.server(), session.pipelines());
        this.line = line;
        this.window =
                new RetrievalWindow(options.getPrefetch(), options.getPrefetchSize(), options.getConcurrentConsumers());
    }

    /** How many exchanges have completed; those do not count whose message comes again all the same. */
    int completed() {
        return completed;
    }

    /** Whether replies were taken for those to other commands, while commands were pipelined. */
    boolean isOutOfStep() {
        return outOfStep;
    }

    /**
     * Runs the session to its end.
     *
     * @throws Pop3Exception if {@code QUIT} was refused, or the server can give no message
     * @throws MailException if the connection was lost, before or at {@code QUIT}; all exchanges are done by then
     */
    void run() throws MailException {
        if (atRisk.isPossible() && options.isDelete() && !plan.processed().isEmpty()) {
            plan.abandon(); // what is to be committed is, before anything can be in the way again
        }
        try {
            deleteUnread();
            deliver();
            markAll();
        } catch (MailException | RuntimeException | Error e) {
            session.abort();
            outOfStep = e instanceof MailProtocolException && session.hasServedPipelined();
            salvage(e);
            statistics.ended(SessionEnd.UNKNOWN, e.getMessage());
            throw e;
        }
        commit();
        requireAny();
    }

    /**
     * A message that cannot be had is mostly that message's fault; what has come to nothing else may be the server's.
     */
    private void requireAny() throws MailException {
        IOException cause = refusal;
        if (cause == null || deliveries > 0 || !isOfMailbox(cause)) {
            return;
        }
        throw cause instanceof MailException e
                ? e
                : new MailException(
                        session.server() + ": none of its messages can be kept: " + cause.getMessage(), cause);
    }

    /** RFC 3206 sections 4 and 5: a matter of the system or the account; or of our own disk. */
    private static boolean isOfMailbox(IOException cause) {
        return !(cause instanceof Pop3Exception e)
                || e.responseCode()
                        .filter(code -> code.startsWith("SYS/") || code.equals("AUTH"))
                        .isPresent();
    }

    private void commit() throws MailException {
        try {
            if (!atRisk.isEmpty()) {
                leave();
                return;
            }
            session.quit();
        } catch (Pop3Exception e) {
            ledger.cameToEnd();
            statistics.ended(SessionEnd.REFUSED, e.getMessage());
            throw e;
        } catch (MailException e) {
            outOfStep = e instanceof MailProtocolException && session.hasServedPipelined();
            List<ListedMessage> suspects = aborted ? List.of() : suspects(e);
            ledger.brokenAt(suspects);
            withdrawIfOutOfStep(e);
            if (!SessionEnd.isGoodWithoutAnswer(e, !markedNumbers.isEmpty())) {
                statistics.ended(SessionEnd.UNKNOWN, e.getMessage());
                throw e;
            }
            if (suspects.isEmpty()) {
                ledger.cameToEnd();
            }
            LOG.debug("Nothing was to be committed. {}", e.getMessage());
            statistics.ended(SessionEnd.COMMITTED, null);
            return;
        }
        ledger.cameToEnd();
        ledger.movedUp(markedNumbers);
        statistics.ended(SessionEnd.COMMITTED, null);
        try {
            ledger.gone(marked);
        } catch (RuntimeException e) {
            reports.notForgotten(e);
        }
    }

    /** Commits nothing: the next session does that, and retrieves nothing before. */
    private void leave() {
        session.abort();
        completed -= completedWithoutKey;
        reports.expiring(atRisk.messages().size());
        statistics.ended(SessionEnd.UNKNOWN, null);
    }

    /** Ends it at once, from another thread; what is being processed goes on without it. */
    void abort() {
        aborted = true;
        session.abort();
        notes.wake();
    }

    // ---- deliver: keep the window full, hand each message on, note what has completed

    private void deliver() throws MailException {
        while (true) {
            readNotes();
            if (aborted) {
                throw new MailConnectionException(
                        Reason.CLOSED, session.server() + ": the session was ended because the route stops", null);
            }
            if (!mayStart.getAsBoolean()) {
                stopDelivering();
            }
            askForMore();
            handOverLast();
            if (session.unanswered() > 0) {
                receive();
            } else if (unsettled > 0) {
                awaitNote();
            } else if (plan.peek() == null) {
                return;
            }
        }
    }

    private void askForMore() throws MailException {
        boolean asking = false;
        for (ListedMessage next = plan.peek();
                next != null && session.mayFollow() && window.hasRoomFor(next.size());
                next = plan.peek()) {
            retrieve(plan.take());
            asking = true;
        }
        if (asking || isWorthAMark()) {
            mark();
        }
    }

    /**
     * Marks go with what is asked for, or at the end, and are not waited for alone: that would be a round trip more.
     * One by one they cost one each, and may as well have it while the route works.
     */
    private boolean isWorthAMark() {
        return toMark.size() >= MARKS_IN_A_GROUP && !session.pipelines();
    }

    /**
     * How many exchanges must be done before there is something to do, apart from asking for more: a group of marks, or
     * all of them, at the end.
     */
    private int doneUntilWorthAMark() {
        return session.pipelines() || !options.isDelete()
                ? unsettled
                : Math.min(unsettled, Math.max(1, MARKS_IN_A_GROUP - toMark.size()));
    }

    private void retrieve(ListedMessage message) throws MailException {
        window.asked(message.size());
        retrievals++;
        Retrieval retrieval = new Retrieval(message);
        session.submit(retrieval.command);
        asked.add(retrieval);
    }

    private final class Retrieval implements Asked {
        private final ListedMessage message;
        private final Spool spool;
        private final Arrival arrival;
        private final Pop3Command<Retrieved> command;

        Retrieval(ListedMessage message) {
            this.message = message;
            this.spool = spools.create(MaildropTransaction.this::spoolThreshold, message.size());
            this.arrival = new Arrival(spool);
            this.command = options.getFetch().command(message.number(), arrival, options);
        }

        @Override
        public void answered() throws MailException {
            retrievals--;
            window.answered(message.size());
            try {
                Retrieved retrieved = command.result();
                atRisk.retrieved(message);
                if (retrieved.tooLarge()) {
                    order.passedOver(message);
                    discard();
                    tooLarge(message);
                } else {
                    requireOrder(retrieved);
                    statistics.received(retrieved.octets());
                    hold(new Delivery(message, spool.content(), deliveries, ledger, notes));
                    deliveries++;
                }
            } catch (MailProtocolException e) {
                throw e;
            } catch (IOException e) {
                order.passedOver(message);
                discard();
                ledger.setBack(message); // next time it goes behind those that were not tried yet
                refusal = refusal == null ? e : refusal;
                if (e instanceof Pop3Exception) {
                    refused = message;
                } else {
                    atRisk.retrieved(message);
                }
                reports.notRetrieved(message, e);
            }
        }

        private void requireOrder(Retrieved retrieved) throws MailException {
            boolean isCertain = options.getFetch() == Fetch.FULL
                    && order.check(message, retrieved.octets(), arrival, nextAskedFor());
            session.requireInStep();
            if (isCertain) {
                uncertain.clear();
            } else if (message.key() != null) {
                uncertain.add(message.key());
            }
        }

        private @Nullable ListedMessage nextAskedFor() {
            for (Asked other : asked) {
                if (other != this && other instanceof Retrieval retrieval) {
                    return retrieval.message;
                }
            }
            return null;
        }

        @Override
        public ListedMessage broken(Throwable cause) {
            if (cause instanceof MessageTooLargeException) {
                tooLarge(message);
            }
            return message;
        }

        @Override
        public void discard() {
            try {
                spool.close();
            } catch (IOException e) {
                reports.notRetrieved(message, e);
            }
        }
    }

    /**
     * How much of a message may be held in memory. Less than usual where there is much already: a server that lists too
     * small a size for each message has us ask for more than we have room for.
     */
    private long spoolThreshold() {
        long left = 2 * options.getPrefetchSize() - heldInMemory;
        return Math.min(options.getSpoolThreshold(), Math.max(SMALL_MESSAGE, left));
    }

    private static long inMemory(Delivery delivery) {
        return delivery.content().inMemory() ? delivery.content().length() : 0;
    }

    private void tooLarge(ListedMessage message) {
        reports.tooLarge(message);
        ledger.tooLarge(message);
    }

    /** One is held back until it is known whether another follows, so that the last one can say that it is the last. */
    private void hold(Delivery delivery) {
        unsettled++;
        heldInMemory += inMemory(delivery);
        Delivery before = held;
        held = delivery;
        if (before != null) {
            handOver(before);
        }
    }

    private void handOverLast() {
        Delivery last = held;
        if (last != null && retrievals == 0 && plan.peek() == null) {
            held = null;
            last.markLast();
            handOver(last);
        }
    }

    private void handOver(Delivery delivery) {
        window.queued(delivery.content().length());
        line.offer(delivery);
    }

    private void settled(Delivery delivery) {
        unsettled--;
        heldInMemory -= inMemory(delivery);
        ListedMessage message = delivery.message();
        switch (delivery.state()) {
            case COMPLETED -> {
                window.done(delivery.content().length(), delivery.nanos());
                statistics.completed();
                atRisk.completed(message);
                if (options.isDelete()) {
                    toMark.add(message);
                }
                if (options.isDelete() || message.key() != null) {
                    completed++;
                    completedWithoutKey += message.key() == null ? 1 : 0;
                }
            }
            case FAILED -> {
                window.done(delivery.content().length(), delivery.nanos());
                failed(message);
            }
            case DROPPED -> plan.abandon(); // whoever dropped it knows that no more may start
            case WAITING, RUNNING ->
                throw new IllegalStateException(delivery.state().name());
        }
    }

    private void failed(ListedMessage message) {
        statistics.failed();
        if (ledger.failed(message)) {
            reports.givenUp(message);
        }
    }

    /** Nothing new is started: what is in flight is read and dropped, what is running is waited for. */
    private void stopDelivering() {
        plan.abandon();
        line.drop();
        Delivery last = held;
        if (last != null) {
            held = null;
            last.drop();
        }
    }

    // ---- marks

    private void deleteUnread() throws MailException {
        for (ListedMessage message : plan.processed()) {
            if (options.isDelete()) {
                reports.deletedUnread(message);
                statistics.deletedUnread();
                toMark.add(message);
            }
        }
    }

    private void mark() throws MailException {
        while (!toMark.isEmpty() && session.mayFollow()) {
            ListedMessage message = toMark.remove();
            Pop3Command<String> dele = session.submit(Pop3Commands.dele(message.number()));
            asked.add(() -> {
                try {
                    dele.result();
                    markedNumbers.add(message.number());
                    if (message.key() != null) {
                        marked.add(message.key());
                    }
                } catch (IOException e) {
                    reports.notMarked(message, e); // the ledger still knows it: the next session tries again
                }
            });
        }
    }

    private void markAll() throws MailException {
        while (!toMark.isEmpty() || session.unanswered() > 0) {
            mark();
            receive();
        }
    }

    private void receive() throws MailException {
        session.receive();
        lastHeard = System.nanoTime();
        refused = null;
        asked.element().answered();
        asked.remove();
        session.requireInStep();
    }

    // ---- notes

    private void readNotes() {
        window.taken(notes.takenSince());
        notes.readSettled(this::settled);
    }

    /**
     * Waits for the route. Nothing is in flight: so when the server has heard nothing for long, it hears a mark if
     * there is one to send, however busy the route.
     */
    private void awaitNote() throws MailException {
        Duration silence = Duration.ofNanos(System.nanoTime() - lastHeard);
        if (hasNote(keepAlive.minus(silence))) {
            readNotes();
            return;
        }
        giveUpVanished();
        if (unsettled > 0) {
            reports.waiting(unsettled);
        }
        if (!toMark.isEmpty()) {
            mark();
        } else {
            session.submit(Pop3Commands.noop());
            asked.add(() -> {});
        }
    }

    /** An exchange that a full queue has discarded, say, never ends: it has failed, and holds up nobody. */
    private void giveUpVanished() {
        for (Ledger.Vanished vanished : ledger.vanished(notes)) {
            reports.vanished(vanished.message());
            unsettled--;
            heldInMemory -= vanished.inMemory() ? vanished.length() : 0;
            window.done(vanished.length(), keepAlive.toNanos());
            failed(vanished.message());
            line.giveUp(vanished.index());
        }
    }

    /** Waits for one, and a little for as many as there is use for; an interruption is one. */
    private boolean hasNote(Duration patience) {
        boolean more = plan.peek() != null;
        try {
            return notes.await(
                    patience,
                    more ? window.takenUntilRoom() : Integer.MAX_VALUE,
                    more && window.waitsForOctets() ? 1 : doneUntilWorthAMark());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            return true;
        }
    }

    // ---- the session is dead

    /**
     * What has fully arrived is worth having: it is delivered all the same, so that a connection that always breaks at
     * the same place still brings everything in front of it. Then all that runs is waited for.
     */
    private void salvage(Throwable cause) {
        if (!aborted) { // what we have dropped ourselves was not lost at a message
            ledger.brokenAt(suspects(cause));
        }
        asked.forEach(Asked::discard);
        asked.clear();
        retrievals = 0;
        if (outOfStep) {
            stopDelivering();
        } else {
            plan.abandon();
            handOverLast();
        }
        while (unsettled > 0 && !aborted) {
            if (!hasNote(keepAlive)) {
                giveUpVanished();
            }
            readNotes();
        }
        if (aborted) {
            line.drop();
        }
        withdrawIfOutOfStep(cause);
    }

    /** The message that is waited for, and one that the server has refused before it said no more. */
    private List<ListedMessage> suspects(Throwable cause) {
        Asked broken = asked.peek();
        return Stream.of(Optional.ofNullable(broken).map(one -> one.broken(cause)), Optional.ofNullable(refused))
                .flatMap(Optional::stream)
                .toList();
    }

    private void withdrawIfOutOfStep(Throwable cause) {
        if (!outOfStep) {
            return;
        }
        reports.outOfStep(uncertain.size());
        try {
            ledger.withdraw(uncertain);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
