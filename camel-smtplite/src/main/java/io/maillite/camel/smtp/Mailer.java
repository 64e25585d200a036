package io.maillite.camel.smtp;

import io.maillite.camel.smtp.SessionPool.Lease;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.Outcome;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpSession;
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
 * one: a pooled connection may have been closed meanwhile, and a server may close one in the middle of a batch. That
 * cannot double anything, because the session says of such a mail object that nobody has got it.
 *
 * <p>How often? The one at which a session ended may be the reason, and is tried once more. Those behind it were only
 * waiting, and wait for the next.
 */
final class Mailer {
    /** So many sessions in a row that ended before a sender was answered are enough. */
    private static final int MOST_IN_VAIN = 2;

    /** So many in a row that ended before a message was, too. */
    private static final int MOST_WITHOUT_ANSWER = 10;

    private final SessionPool pool;

    Mailer(SessionPool pool) {
        this.pool = pool;
    }

    /** A mail object to send, and who is told what became of it. */
    record Item(MailObject mail, Consumer<SendResult> taker) {}

    SendResult send(MailObject mail) {
        List<SendResult> results = new ArrayList<>(1);
        send(List.of(new Item(mail, results::add)).iterator(), true);
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
        private final Deque<Unsent> again = new ArrayDeque<>();

        Run(Iterator<Item> items, boolean inGroups) {
            this.items = items;
            this.inGroups = inGroups;
        }

        void run() {
            boolean fresh = false;
            int inVain = 0;
            int withoutAnswer = 0;
            while (hasMore()) {
                Turn turn;
                boolean wasOfUse;
                try (Lease lease = fresh ? pool.acquireFresh() : pool.acquire()) {
                    turn = new Turn(lease);
                    if (inGroups) {
                        lease.session().sendInGroups(turn, turn::take);
                    } else {
                        lease.session().send(turn, turn::take);
                    }
                    wasOfUse = turn.wasOfUse();
                } catch (MailException e) {
                    giveUp(e);
                    return;
                }
                turn.putBack();
                fresh = turn.brokeOff;
                inVain = wasOfUse ? 0 : inVain + 1;
                withoutAnswer = turn.brokeOff && !turn.hasConcluded ? withoutAnswer + 1 : 0;
                if (inVain == MOST_IN_VAIN && hasMore()) {
                    giveUp(noneLasts(MOST_IN_VAIN + " in a row ended before anything was sent"));
                } else if (withoutAnswer == MOST_WITHOUT_ANSWER && hasMore()) {
                    giveUp(noneLasts(MOST_WITHOUT_ANSWER + " in a row ended before any message was answered"));
                }
            }
        }

        private MailException noneLasts(String how) {
            return new MailConnectionException(Reason.LOST, "No connection lasts: " + how, null);
        }

        private boolean hasMore() {
            return !again.isEmpty() || items.hasNext();
        }

        private void giveUp(MailException cause) {
            while (hasMore()) {
                Item item = again.isEmpty() ? items.next() : again.remove().item();
                item.taker()
                        .accept(SendResult.withoutSession(item.mail().envelope().recipients(), cause));
            }
        }

        /** What goes over one session, and what of it has to go over another. */
        private final class Turn implements Iterator<MailObject> {
            private final Lease lease;
            private final Deque<Attempt> inFlight = new ArrayDeque<>();
            private final Deque<Unsent> unsent = new ArrayDeque<>();
            private boolean hasConcluded;
            private boolean brokeOff;

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
                Unsent next = again.isEmpty() ? new Unsent(items.next(), false) : again.remove();
                inFlight.add(new Attempt(next, isFirstOfAll));
                lease.sent();
                return next.item().mail();
            }

            void take(SendResult result) {
                Attempt attempt = inFlight.remove();
                Item item = attempt.what().item();
                boolean onlyWaited = brokeOff;
                boolean isInDoubt = result.outcome() == Outcome.IN_DOUBT;
                brokeOff |= result.retriable() || isInDoubt;
                if (result.retriable() && (onlyWaited || mayGoAgain(attempt))) {
                    unsent.add(new Unsent(item, !onlyWaited || attempt.what().wasTried()));
                } else {
                    item.taker().accept(result);
                    hasConcluded |= !result.retriable() && !isInDoubt;
                }
            }

            private boolean mayGoAgain(Attempt attempt) {
                SmtpSession session = lease.session();
                return !attempt.what().wasTried()
                        && (!attempt.isFirstOfSession() || session.brokeOnPipelining() || session.brokeOnChunking());
            }

            /** In front of what this session has not taken. */
            void putBack() {
                while (!unsent.isEmpty()) {
                    again.addFirst(unsent.removeLast());
                }
            }

            boolean wasOfUse() {
                return hasConcluded || lease.session().hasAnsweredMail();
            }
        }
    }

    /**
     * An item that nobody has got.
     *
     * @param wasTried whether a session ended at it before
     */
    private record Unsent(Item item, boolean wasTried) {}

    /**
     * An item on its way.
     *
     * @param isFirstOfSession whether nothing was sent over the session before: then it is not the session's age that
     *     keeps it from being sent
     */
    private record Attempt(Unsent what, boolean isFirstOfSession) {}
}
