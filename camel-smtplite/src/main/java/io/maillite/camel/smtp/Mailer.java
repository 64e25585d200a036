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
import org.jspecify.annotations.Nullable;

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
                Lease acquired;
                try {
                    acquired = fresh ? pool.acquireFresh() : pool.acquire();
                } catch (MailException e) {
                    giveUp(e);
                    return;
                } catch (RuntimeException | Error e) { // thrown on, it would hide what became of those before
                    giveUp(new MailConnectionException(Reason.NOT_CONNECTED, "No session could be opened: " + e, e));
                    return;
                }
                Turn turn;
                boolean wasOfUse;
                try (Lease lease = acquired) {
                    turn = new Turn(lease);
                    if (inGroups) {
                        lease.session().sendInGroups(turn, turn::take);
                    } else {
                        lease.session().send(turn, turn::take);
                    }
                    wasOfUse = turn.wasOfUse();
                    if (!turn.hasBegun) {
                        turn.askWhy();
                    }
                }
                turn.putBack();
                fresh = turn.brokeOff || !turn.hasBegun;
                inVain = wasOfUse ? 0 : inVain + 1;
                withoutAnswer = turn.brokeOff && !turn.hasConcluded ? withoutAnswer + 1 : 0;
                if (inVain == MOST_IN_VAIN && hasMore()) {
                    giveUp(noneLasts(MOST_IN_VAIN + " in a row ended before anything was sent", turn));
                } else if (withoutAnswer == MOST_WITHOUT_ANSWER && hasMore()) {
                    giveUp(noneLasts(MOST_WITHOUT_ANSWER + " in a row ended before any message was answered", turn));
                }
            }
        }

        private MailException noneLasts(String how, Turn last) {
            MailException end = last.end;
            String why = end == null ? "" : ". Of the last one: " + end.getMessage();
            return new MailConnectionException(Reason.LOST, "No connection lasts: " + how + why, end);
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
            private boolean hasBegun;
            private boolean hasConcluded;
            private boolean brokeOff;

            /** Of the session, if that is known. */
            private @Nullable MailException end;

            Turn(Lease lease) {
                this.lease = lease;
            }

            @Override
            public boolean hasNext() {
                return lease.room() > 0 && hasMore();
            }

            @Override
            public MailObject next() {
                hasBegun = true;
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
                if (!brokeOff && (result.retriable() || isInDoubt)) {
                    brokeOff = true;
                    end = result.failure().orElse(null);
                }
                if (result.retriable() && (onlyWaited || mayGoAgain(attempt))) {
                    boolean wasReason = !onlyWaited && attempt.isFirstOfSession();
                    unsent.add(new Unsent(item, wasReason || attempt.what().wasTried()));
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

            /** A session that is at its end before anything was sent says why when it is asked for anything. */
            void askWhy() {
                try {
                    lease.session().noop();
                } catch (MailException e) {
                    end = e;
                }
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
