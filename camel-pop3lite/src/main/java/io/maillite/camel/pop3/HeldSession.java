package io.maillite.camel.pop3;

import io.maillite.camel.support.Spool;
import io.maillite.pop3.MessageTooLargeException;
import io.maillite.pop3.Pop3Command;
import io.maillite.pop3.Pop3Exception;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.Retrieved;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session from which messages are taken one by one, held open until all of them are processed: then those that were
 * are marked, and {@code QUIT} commits.
 *
 * <p>Why hold it, and not fetch in one session and delete in another? Because only within a session does a number mean
 * one message. A second session would have to find the message again by its unique-id, which a server without
 * {@code UIDL} does not have, and which copies share; it would come too soon for a server with a {@code LOGIN-DELAY};
 * and what somebody else does to the mailbox in between would be anybody's guess. The price is a mailbox that stays
 * locked while the route works. Should the session be lost meanwhile, the ledger knows what was processed, as for any
 * other session.
 *
 * <p>Used by whoever takes messages and whoever completes them, one at a time.
 */
final class HeldSession implements Delivery.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(HeldSession.class);

    private final Pop3Session session;
    private final SessionPlan plan;
    private final Surroundings around;
    /** By their index. */
    private final Set<Integer> unsettled = new HashSet<>();

    private final List<String> marked = new ArrayList<>();
    private final List<Integer> markedNumbers = new ArrayList<>();
    /** What the session is lost at if it is lost now: the message asked for, and one refused right before. */
    private final List<ListedMessage> suspects = new ArrayList<>();

    private final AtRisk atRisk;

    private int deliveries;
    private boolean begun;
    private volatile boolean ended;

    /** What it needs to know and to have around it. */
    record Surroundings(
            Pop3LiteConfiguration options,
            Ledger ledger,
            LongFunction<Spool> spools,
            MailboxReports reports,
            Pop3LiteStatistics statistics,
            Consumer<HeldSession> whenEnded) {}

    HeldSession(Pop3Session session, SessionPlan plan, Surroundings around) {
        this.session = session;
        this.plan = plan;
        this.around = around;
        this.atRisk = new AtRisk(session, around.options());
    }

    /**
     * The next message of the plan's that can be had. Without one, and without any that is still being processed, the
     * session is committed.
     *
     * @return null if there is none, or the session has ended
     * @throws IOException if the session is dead, the message cannot be kept, or what was marked not be committed
     */
    synchronized @Nullable Delivery take() throws IOException {
        if (ended) {
            return null;
        }
        try {
            deleteUnread();
            Delivery taken = retrieveNext();
            if (taken != null) {
                unsettled.add(taken.index());
                taken.start();
                taken.handOut();
                return taken;
            }
        } catch (IOException | RuntimeException | Error e) {
            abort(e);
            throw e;
        }
        if (unsettled.isEmpty()) {
            commit();
        }
        return null;
    }

    /** Whether no more can be taken from it. */
    boolean hasEnded() {
        return ended;
    }

    private void deleteUnread() throws MailException {
        if (begun) {
            return;
        }
        begun = true;
        if (around.options().isDelete()) {
            for (ListedMessage message : plan.processed()) {
                deleteUnread(message);
            }
        }
    }

    private void deleteUnread(ListedMessage message) throws MailException {
        around.reports().deletedUnread(message);
        around.statistics().deletedUnread();
        mark(message);
    }

    /**
     * On another node, say, that shares the repository: there is no start of a route here at which that is asked again.
     * Only of what is about to be fetched, since a mailbox may list many.
     */
    private boolean wasProcessedMeanwhile(ListedMessage message) throws MailException {
        String key = message.key();
        if (key == null || !around.ledger().isProcessedByNow(key)) {
            return false;
        }
        if (around.options().isDelete()) {
            deleteUnread(message);
        }
        return true;
    }

    private @Nullable Delivery retrieveNext() throws IOException {
        while (plan.peek() != null) {
            ListedMessage message = plan.take();
            if (wasProcessedMeanwhile(message)) {
                continue;
            }
            try (Spool spool = around.spools().apply(message.size())) {
                Pop3Command<Retrieved> command =
                        session.submit(around.options().getFetch().command(message.number(), spool, around.options()));
                session.receive();
                session.requireInStep();
                Retrieved retrieved = command.result();
                answered();
                atRisk.retrieved(message);
                if (!retrieved.tooLarge()) {
                    around.statistics().received(retrieved.octets());
                    return new Delivery(message, spool.content(), deliveries++, around.ledger(), this);
                }
                tooLarge(message);
            } catch (Pop3Exception e) {
                answered();
                suspects.add(message); // some close the connection behind that
                around.ledger().setBack(message);
                around.reports().notRetrieved(message, e);
            } catch (IOException e) {
                if (e instanceof MessageTooLargeException) {
                    tooLarge(message);
                }
                suspects.add(message);
                throw e;
            }
        }
        return null;
    }

    /** The server lives. */
    private void answered() {
        suspects.clear();
    }

    private void tooLarge(ListedMessage message) {
        around.reports().tooLarge(message);
        around.ledger().tooLarge(message);
    }

    // ---- completions

    @Override
    public void taken(Delivery delivery) {}

    /**
     * By then the ledger knows. The exchange is done, so whatever fails here is somebody's to read of, not to catch.
     */
    @Override
    public synchronized void settled(Delivery delivery) {
        if (!unsettled.remove(delivery.index())) {
            return;
        }
        ListedMessage message = delivery.message();
        if (delivery.state() == Delivery.State.FAILED) {
            failed(message);
        } else {
            around.statistics().completed();
            atRisk.completed(message);
            if (around.options().isDelete()) {
                markOrReport(message);
            }
        }
        commitIfAllAreSettled();
    }

    private void failed(ListedMessage message) {
        around.statistics().failed();
        if (around.ledger().failed(message)) {
            around.reports().givenUp(message);
        }
    }

    /** An exchange that was dropped on its way never ends: it has failed. */
    private void giveUpVanished() {
        for (Ledger.Vanished vanished : around.ledger().vanished(this)) {
            if (unsettled.remove(vanished.index())) {
                around.reports().vanished(vanished.message());
                failed(vanished.message());
            }
        }
        commitIfAllAreSettled();
    }

    private void commitIfAllAreSettled() {
        if (unsettled.isEmpty() && !ended) {
            try {
                commit();
            } catch (MailException e) {
                around.reports().notCommitted(e);
            }
        }
    }

    private void markOrReport(ListedMessage message) {
        try {
            mark(message);
        } catch (MailException e) {
            abort(e);
            around.reports().notMarked(message, e);
        }
    }

    private void mark(ListedMessage message) throws MailException {
        try {
            session.dele(message.number());
            answered();
        } catch (Pop3Exception e) {
            answered();
            around.reports().notMarked(message, e);
            return;
        }
        markedNumbers.add(message.number());
        String key = message.key();
        if (key != null) {
            marked.add(key);
        }
    }

    // ---- the end

    private void commit() throws MailException {
        ended = true;
        try {
            if (!atRisk.isEmpty()) {
                leave();
                return;
            }
            session.quit();
            around.ledger().cameToEnd();
            around.ledger().movedUp(markedNumbers);
            around.statistics().ended(SessionEnd.COMMITTED, null);
            forget();
        } catch (Pop3Exception e) {
            around.ledger().cameToEnd();
            around.statistics().ended(SessionEnd.REFUSED, e.getMessage());
            throw e;
        } catch (MailException e) {
            around.ledger().brokenAt(suspects);
            if (!SessionEnd.isGoodWithoutAnswer(e, !markedNumbers.isEmpty())) {
                around.statistics().ended(SessionEnd.UNKNOWN, e.getMessage());
                throw e;
            }
            LOG.debug("Nothing was to be committed. {}", e.getMessage());
            around.statistics().ended(SessionEnd.COMMITTED, null);
        } finally {
            around.whenEnded().accept(this);
        }
    }

    private void leave() {
        session.abort();
        around.reports().expiring(atRisk.messages().size());
        if (around.options().isDelete()) {
            around.ledger().brokenAt(atRisk.messages()); // after two such sessions one does without them, and commits
        }
        around.statistics().ended(SessionEnd.UNKNOWN, null);
    }

    private void forget() {
        try {
            around.ledger().gone(marked);
        } catch (RuntimeException e) {
            around.reports().notForgotten(e);
        }
    }

    private void abort(Throwable cause) {
        session.abort();
        if (!ended) {
            ended = true;
            around.ledger().brokenAt(suspects);
            around.statistics().ended(SessionEnd.UNKNOWN, cause.getMessage());
            around.whenEnded().accept(this);
        }
    }

    /** So that the server does not take the silence for absence. */
    synchronized void keepAlive() {
        if (!ended && !unsettled.isEmpty()) {
            giveUpVanished();
        }
        if (ended) {
            return;
        }
        try {
            session.noop();
            answered();
        } catch (MailException e) {
            LOG.debug("The session is lost while its messages are processed. {}", e.getMessage());
            if (session.isBroken()) {
                abort(e);
            }
        }
    }

    /** The context stops: what was processed is committed, and what was not comes again. */
    synchronized void giveUp() {
        if (!ended) {
            LOG.debug("A session ends with {} messages that nobody has completed", unsettled.size());
            unsettled.clear();
            try {
                commit();
            } catch (MailException e) {
                around.reports().notCommitted(e);
            }
        }
    }

    /** From any thread: whoever waits for the server waits no longer. */
    void drop() {
        session.abort();
    }
}
