package io.maillite.camel.pop3;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of a maildrop, as far as the server still lists them. It answers the one question that
 * matters: was this message processed already? A message that was is deleted unread, and never delivered again.
 *
 * <p>Called by the session and by whoever completes an exchange, at the same time.
 */
final class Ledger {
    /** Where a message stands. */
    enum Standing {
        /** Nothing is known against it: it is to be delivered. */
        NEW,
        /** It was processed, and its deletion was not confirmed. */
        PROCESSED,
        /** It was processed, the server said that it is gone, and lists it all the same (Gmail does). */
        KEPT_BY_SERVER,
        /** It is larger than is wanted. */
        TOO_LARGE,
        /** Its exchange has failed as often as is allowed. */
        GIVEN_UP,
        /** Its exchange still runs, of a session that did not wait for it: how that ends nobody knows yet. */
        UNDER_WAY
    }

    private static final class Entry {
        private Standing standing = Standing.NEW;
        private int failures;
        private int setbacks;
    }

    /**
     * What there is to know of a delivery that is no more.
     *
     * @param index of the delivery in its session
     * @param length of the message in octets
     * @param inMemory whether they were held there
     */
    record Vanished(ListedMessage message, int index, long length, boolean inMemory) {
        static Vanished of(Delivery delivery) {
            return new Vanished(
                    delivery.message(),
                    delivery.index(),
                    delivery.content().length(),
                    delivery.content().inMemory());
        }
    }

    /** An exchange that has begun, and is not known to have ended. */
    private static final class UnderWay {
        private final WeakReference<Delivery> delivery;
        private final Delivery.Progress session;
        private final Vanished known;
        private boolean withdrawn;
        private boolean settled;

        UnderWay(Delivery delivery, Delivery.Progress session) {
            this.delivery = new WeakReference<>(delivery);
            this.session = session;
            this.known = Vanished.of(delivery);
        }

        /** A delivery that nobody can reach any more will never be done: its exchange was dropped on the way. */
        boolean mayEnd() {
            return delivery.get() != null;
        }
    }

    private final ProcessedIds processed;
    private final int maxAttempts;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Keys keptByServer = new Keys();
    private final Keys brokenAt = new Keys();
    private boolean brokenAtOneWithoutKey;
    private int brokenInARow;
    private boolean turnOfThoseWithoutKey;
    private int failedWithoutKey;
    private final Map<String, UnderWay> underWay = new HashMap<>();

    /** @param maxAttempts failed exchanges after which a message is given up, or 0 for never */
    Ledger(ProcessedIds processed, int maxAttempts) {
        this.processed = processed;
        this.maxAttempts = maxAttempts;
    }

    /**
     * The route starts: what was given up or too large before is tried again, and the repository asked again. What the
     * server keeps, and which exchanges still run, is as true as before.
     */
    synchronized void routeStarts() {
        entries.clear();
        cameToEnd();
        processed.askAgain();
    }

    synchronized Standing standing(String key) {
        if (isUnderWay(key)) {
            return Standing.UNDER_WAY;
        }
        if (keptByServer.contains(key)) {
            return Standing.KEPT_BY_SERVER;
        }
        Entry entry = entries.get(key);
        if (entry != null && entry.standing != Standing.NEW) {
            return entry.standing;
        }
        return processed.contains(key) ? Standing.PROCESSED : Standing.NEW;
    }

    /** Whether it was processed by now, maybe by somebody else with whom the repository is shared. */
    synchronized boolean isProcessedByNow(String key) {
        return processed.containsByNow(key);
    }

    private boolean isUnderWay(String key) {
        UnderWay exchange = underWay.get(key);
        return exchange != null && exchange.mayEnd();
    }

    /** How often it was tried in vain: those that were not go first. */
    synchronized int setbacks(String key) {
        Entry entry = entries.get(key);
        return entry == null ? 0 : entry.setbacks;
    }

    /**
     * Whether it is those without a key that go first, and those that were tried in vain behind them: they take turns,
     * so that neither hold up the others for good.
     */
    synchronized boolean isTurnOfThoseWithoutKey() {
        turnOfThoseWithoutKey = !turnOfThoseWithoutKey;
        return turnOfThoseWithoutKey;
    }

    /**
     * Its exchange starts.
     *
     * @param session that waits for it
     */
    synchronized void begun(String key, Delivery delivery, Delivery.Progress session) {
        underWay.put(key, new UnderWay(delivery, session));
    }

    /**
     * Its exchange has failed, and a copy of it may still be at it: no session waits for that, nor delivers it again.
     */
    @SuppressWarnings("ReferenceEquality") // each delivery is another
    synchronized void settled(String key, Delivery delivery) {
        UnderWay exchange = underWay.get(key);
        if (exchange != null && exchange.delivery.get() == delivery) {
            exchange.settled = true;
        }
    }

    /** Those whose exchange that session waits for in vain: it was dropped on its way. Each is given once. */
    @SuppressWarnings("ReferenceEquality") // each session is another
    synchronized List<Vanished> vanished(Delivery.Progress session) {
        List<Vanished> vanished = new ArrayList<>();
        underWay.values().removeIf(exchange -> {
            boolean isGone = exchange.session == session && !exchange.mayEnd();
            if (isGone && !exchange.settled) {
                vanished.add(exchange.known);
            }
            return isGone;
        });
        return vanished;
    }

    /** Its exchange is done, one way or the other. */
    synchronized void ended(String key) {
        underWay.remove(key);
    }

    /** Its exchange has completed. One that was withdrawn meanwhile says nothing of this message. */
    synchronized void processed(String key) {
        UnderWay exchange = underWay.get(key);
        if (exchange != null && exchange.withdrawn) {
            return;
        }
        entries.remove(key);
        processed.add(key);
    }

    /**
     * Its exchange has failed.
     *
     * @return whether it is given up now; never one without a key, which nobody knows again
     */
    synchronized boolean failed(ListedMessage message) {
        String key = message.key();
        if (key == null) {
            failedWithoutKey = message.number();
            return false;
        }
        Entry entry = entry(key);
        entry.setbacks++;
        entry.failures++;
        if (maxAttempts > 0 && entry.failures >= maxAttempts) {
            entry.standing = Standing.GIVEN_UP;
        }
        return entry.standing == Standing.GIVEN_UP;
    }

    /** Those without a key at this number and in front of it go behind the others: the last one there has failed. */
    synchronized int failedWithoutKey() {
        return failedWithoutKey;
    }

    /** The server has said that what was at these numbers is gone: those behind have moved up. */
    synchronized void movedUp(Collection<Integer> numbers) {
        long before =
                numbers.stream().filter(number -> number < failedWithoutKey).count();
        failedWithoutKey -= (int) before;
    }

    /** It could not be had, through no fault of an exchange. */
    synchronized void setBack(ListedMessage message) {
        String key = message.key();
        if (key == null) {
            failedWithoutKey = message.number();
        } else {
            setBack(key);
        }
    }

    private void setBack(String key) {
        entry(key).setbacks++;
    }

    /**
     * A session was lost.
     *
     * @param suspects at which, each of which may be the reason; if there is none, it was not lost at a message. Those
     *     without a key are not told apart.
     */
    synchronized void brokenAt(Collection<ListedMessage> suspects) {
        if (suspects.isEmpty()) {
            return;
        }
        brokenInARow++;
        for (ListedMessage suspect : suspects) {
            String key = suspect.key();
            if (key == null) {
                brokenAtOneWithoutKey = true;
            } else {
                setBack(key);
                brokenAt.add(key);
            }
        }
    }

    /**
     * Whether sessions are lost again and again, and one was at it. Once may be chance, and nobody should wait a
     * session longer for that.
     */
    synchronized boolean breaksSessions(@Nullable String key) {
        return brokenInARow > 1 && (key == null ? brokenAtOneWithoutKey : brokenAt.contains(key));
    }

    /** {@code QUIT} was answered, one way or the other: what earlier sessions were lost at may be tried again. */
    synchronized void cameToEnd() {
        brokenAt.clear();
        brokenAtOneWithoutKey = false;
        brokenInARow = 0;
    }

    /** It has turned out to be too large. */
    synchronized void tooLarge(ListedMessage message) {
        String key = message.key();
        if (key == null) {
            failedWithoutKey = message.number();
        } else {
            entry(key).standing = Standing.TOO_LARGE;
        }
    }

    /** The server has said that these are gone. Should it list them again all the same, they are kept by it. */
    synchronized void gone(Collection<String> keys) {
        keys.forEach(keptByServer::add);
        keys.forEach(processed::remove);
    }

    /**
     * They may have been processed in each other's name: whatever the repository says, it holds for none of them; nor
     * does what an exchange will say that still runs.
     */
    synchronized void withdraw(Collection<String> keys) {
        for (String key : keys) {
            UnderWay exchange = underWay.get(key);
            if (exchange != null) {
                exchange.withdrawn = true;
            }
            setBack(key);
            processed.remove(key);
        }
    }

    /** One unique-id stands for several messages now: which of them was processed nobody can tell. */
    synchronized void forget(Collection<String> keys) {
        for (String key : keys) {
            entries.remove(key);
            keptByServer.remove(key);
            if (processed.contains(key)) {
                processed.remove(key);
            }
        }
    }

    /** What the server no longer lists need not be known any more. */
    synchronized void retain(Collection<ListedMessage> listed) {
        Predicate<String> gone = new Unlisted(listed);
        entries.keySet().removeIf(gone);
        keptByServer.removeIf(gone);
        underWay.entrySet()
                .removeIf(
                        entry -> gone.test(entry.getKey()) && !entry.getValue().mayEnd());
        processed.removeIf(gone);
    }

    /** Whether the server does not list a key. Mostly nothing is known, and so nothing asked of it. */
    private static final class Unlisted implements Predicate<String> {
        private final Collection<ListedMessage> listed;
        private String @Nullable [] keys;

        Unlisted(Collection<ListedMessage> listed) {
            this.listed = listed;
        }

        @Override
        public boolean test(String key) {
            String[] sorted = keys;
            if (sorted == null) {
                sorted = listed.stream()
                        .map(ListedMessage::key)
                        .filter(Objects::nonNull)
                        .sorted()
                        .toArray(String[]::new); // a set would be as large as all else that is known of them
                keys = sorted;
            }
            return Arrays.binarySearch(sorted, key) < 0;
        }
    }

    /** The key, as the instance that is held already if there is one. */
    synchronized String known(String key) {
        return keptByServer.known(processed.known(key));
    }

    private Entry entry(String key) {
        return entries.computeIfAbsent(key, fresh -> new Entry());
    }
}
