package io.maillite.camel.pop3;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session is to do, by what the server lists and the ledger knows: what to delete unread, what to fetch, and
 * in which order. Messages that were tried in vain go last, those with the fewest tries first, so that they hold up
 * nobody. Those without a key, of which nobody knows whether they were tried, go behind the new ones, too, and take
 * turns from behind the place of the one that failed last.
 *
 * <p>And those at which a session was lost? They may be what breaks every session. So after two in a row, one that has
 * something to commit does without them, and they are tried again in the one after that.
 */
final class SessionPlan {
    private final List<ListedMessage> processed = new ArrayList<>();
    private final List<ListedMessage> keptByServer = new ArrayList<>();
    private final List<ListedMessage> tooLarge = new ArrayList<>();
    private final Deque<ListedMessage> fetch;
    private final int listed;
    private final int size;
    private final boolean isIdle;

    private SessionPlan(
            List<ListedMessage> listed, Ledger ledger, long maxMessageSize, int maxMessages, boolean delete) {
        this.listed = listed.size();
        boolean isBusy = false;
        List<ListedMessage> wanted = new ArrayList<>();
        List<ListedMessage> withoutKey = new ArrayList<>();
        List<Tried> tried = new ArrayList<>();
        for (ListedMessage message : listed) {
            String key = message.key();
            switch (key == null ? Ledger.Standing.NEW : ledger.standing(key)) {
                case PROCESSED -> processed.add(message);
                case KEPT_BY_SERVER -> keptByServer.add(message);
                case TOO_LARGE, GIVEN_UP -> {}
                case UNDER_WAY -> isBusy = true;
                case NEW -> {
                    int setbacks = key == null ? 0 : ledger.setbacks(key);
                    if (maxMessageSize > 0 && message.size() > maxMessageSize) {
                        tooLarge.add(message);
                    } else if (key == null) {
                        withoutKey.add(message);
                    } else if (setbacks == 0) {
                        wanted.add(message);
                    } else {
                        tried.add(new Tried(message, setbacks));
                    }
                }
            }
        }
        withoutKey.sort(Comparator.comparing(one -> one.number() <= ledger.failedWithoutKey())); // stable, too
        isIdle = !isBusy && wanted.isEmpty() && withoutKey.isEmpty() && tried.isEmpty();
        if (delete && !processed.isEmpty()) { // there is something to commit
            withoutKey.removeIf(one -> ledger.breaksSessions(one.key()));
            tried.removeIf(one -> ledger.breaksSessions(one.message().key()));
        }
        tried.sort(Comparator.comparingInt(Tried::setbacks)); // stable: the order of the maildrop otherwise
        boolean withoutKeyFirst = withoutKey.isEmpty() || tried.isEmpty() || ledger.isTurnOfThoseWithoutKey();
        int behindNew = wanted.size();
        tried.forEach(one -> wanted.add(one.message()));
        wanted.addAll(withoutKeyFirst ? behindNew : wanted.size(), withoutKey);
        size = maxMessages > 0 ? Math.min(maxMessages, wanted.size()) : wanted.size();
        fetch = new ArrayDeque<>(wanted.subList(0, size));
    }

    private record Tried(ListedMessage message, int setbacks) {}

    /**
     * @param listed in the order of the server's
     * @param maxMessageSize octets, or 0 for any
     * @param maxMessages how many to fetch at most, or 0 for all
     * @param delete whether what was processed is deleted: then it is there to be committed
     */
    static SessionPlan of(
            List<ListedMessage> listed, Ledger ledger, long maxMessageSize, int maxMessages, boolean delete) {
        return new SessionPlan(listed, ledger, maxMessageSize, maxMessages, delete);
    }

    /** To be deleted unread: they were processed, and the end of their session is not known. */
    List<ListedMessage> processed() {
        return processed;
    }

    /** To be left alone: the server said that they are gone. */
    List<ListedMessage> keptByServer() {
        return keptByServer;
    }

    /** To be left alone, and not mentioned again. */
    List<ListedMessage> tooLarge() {
        return tooLarge;
    }

    /** How many messages the server lists. */
    int listed() {
        return listed;
    }

    /** How many of them are neither fetched nor deleted unread. */
    int leftAlone() {
        return listed - size - processed.size();
    }

    /** How many are to be fetched in this session, those already taken included. */
    int size() {
        return size;
    }

    /** Whether there is nothing for the route, in this session or the next. */
    boolean isIdle() {
        return isIdle;
    }

    /** The next to fetch, which stays; null if there is none. */
    @Nullable
    ListedMessage peek() {
        return fetch.peek();
    }

    /** Takes the next to fetch. */
    ListedMessage take() {
        return fetch.remove();
    }

    /** Nothing more is to be fetched. */
    void abandon() {
        fetch.clear();
    }
}
