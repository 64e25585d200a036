package io.maillite.camel.smtp;

import io.maillite.camel.smtp.SessionPool.Lease;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.SendResult;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends over the sessions of a pool. What was not sent because a session turned out to be at its end goes over a new
 * one, once: a pooled connection may have been closed meanwhile, and a server may close one in the middle of a batch.
 * So nothing can be doubled by it, because the session says of such a mail object that nobody has got it.
 */
final class Mailer {
    /** So many sessions in a row that ended before anything was sent are enough. */
    private static final int MOST_IN_VAIN = 2;

    private final SessionPool pool;

    Mailer(SessionPool pool) {
        this.pool = pool;
    }

    /** A mail object to send, and who is told what became of it. */
    record Item(MailObject mail, Consumer<SendResult> taker) {}

    SendResult send(MailObject mail) {
        List<SendResult> results = new ArrayList<>(1);
        send(List.of(new Item(mail, results::add)).iterator(), false);
        return results.get(0);
    }

    /**
     * Sends one after the other, over as many sessions as it takes. Each item is told exactly once.
     *
     * @param inGroups whether the items are all there already, so that small ones may go together
     */
    void send(Iterator<Item> items, boolean inGroups) {
        new Run(items, inGroups).run();
    }

    private final class Run {
        private final Iterator<Item> items;
        private final boolean inGroups;
        private final Deque<Item> again = new ArrayDeque<>();

        Run(Iterator<Item> items, boolean inGroups) {
            this.items = items;
            this.inGroups = inGroups;
        }

        void run() {
            boolean fresh = false;
            int inVain = 0;
            while (hasMore()) {
                Turn turn;
                try (Lease lease = fresh ? pool.acquireFresh() : pool.acquire()) {
                    turn = new Turn(lease);
                    if (inGroups) {
                        lease.session().sendInGroups(turn, turn::take);
                    } else {
                        lease.session().send(turn, turn::take);
                    }
                } catch (MailException e) {
                    giveUp(e);
                    return;
                }
                again.addAll(turn.unsent);
                fresh = !turn.unsent.isEmpty();
                inVain = turn.wasOfUse ? 0 : inVain + 1;
                if (inVain == MOST_IN_VAIN && hasMore()) {
                    giveUp(new MailConnectionException(
                            Reason.LOST,
                            "No connection lasts: " + MOST_IN_VAIN + " in a row ended before anything was sent",
                            null));
                }
            }
        }

        private boolean hasMore() {
            return !again.isEmpty() || items.hasNext();
        }

        private void giveUp(MailException cause) {
            while (hasMore()) {
                Item item = again.isEmpty() ? items.next() : again.remove();
                item.taker()
                        .accept(SendResult.withoutSession(item.mail().envelope().recipients(), cause));
            }
        }

        /** What goes over one session, and what of it has to go over another. */
        private final class Turn implements Iterator<MailObject> {
            private final Lease lease;
            private final Deque<Attempt> inFlight = new ArrayDeque<>();
            private final List<Item> unsent = new ArrayList<>();
            private boolean wasOfUse;

            Turn(Lease lease) {
                this.lease = lease;
            }

            @Override
            public boolean hasNext() {
                return lease.room() > 0 && hasMore();
            }

            @Override
            public MailObject next() {
                boolean isFirstOfAll = lease.isFresh();
                Attempt attempt = again.isEmpty()
                        ? new Attempt(items.next(), isFirstOfAll, false)
                        : new Attempt(again.remove(), isFirstOfAll, true);
                inFlight.add(attempt);
                lease.sent();
                return attempt.item().mail();
            }

            void take(SendResult result) {
                Attempt attempt = inFlight.remove();
                boolean mayGoAgain = !attempt.isSecond()
                        && (!attempt.isFirstOfSession() || lease.session().brokeOnPipelining());
                if (result.retriable() && mayGoAgain) {
                    unsent.add(attempt.item());
                } else {
                    attempt.item().taker().accept(result);
                    wasOfUse |= !result.retriable();
                }
            }
        }
    }

    /**
     * An item on its way.
     *
     * @param isFirstOfSession whether nothing was sent over the session before: then it is not the session's age that
     *     keeps it from being sent
     * @param isSecond whether it was tried before
     */
    private record Attempt(Item item, boolean isFirstOfSession, boolean isSecond) {}
}
