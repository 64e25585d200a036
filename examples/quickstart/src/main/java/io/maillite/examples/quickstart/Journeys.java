package io.maillite.examples.quickstart;

import io.maillite.examples.quickstart.Journey.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** How far each message has come; told by the routes, awaited by the one who started them. */
final class Journeys {
    private final Map<String, Journey> byName = new LinkedHashMap<>();
    private final List<String> repeated = new ArrayList<>();

    Journeys(Collection<OutgoingMessage> messages) {
        messages.forEach(message -> byName.put(message.name(), Journey.of(message)));
    }

    synchronized List<Journey> all() {
        return List.copyOf(byName.values());
    }

    synchronized long count(Predicate<Journey> which) {
        return byName.values().stream().filter(which).count();
    }

    /** The messages for which that is true, in the order of sending. */
    synchronized List<OutgoingMessage> messages(Predicate<OutgoingMessage> which) {
        return byName.values().stream().map(Journey::message).filter(which).toList();
    }

    synchronized Journey get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /** Whether each came back as it was sent, once. */
    synchronized boolean allEqual() {
        return repeated.isEmpty() && byName.values().stream().allMatch(Journey::isEqual);
    }

    void sent(String name) {
        change(name, Journey::sent);
    }

    void notSent(String name, String reason) {
        change(name, journey -> journey.notSent(reason));
    }

    synchronized void back(String name, Arrival arrival) {
        if (get(name).stage() == Stage.CAME_BACK) {
            repeated.add(name); // should never happen: it is what "nothing doubled" means
        } else {
            change(name, journey -> journey.back(arrival));
        }
    }

    /** The names of those that came back more than once. */
    synchronized List<String> repeated() {
        return List.copyOf(repeated);
    }

    private synchronized void change(String name, UnaryOperator<Journey> change) {
        byName.computeIfPresent(name, (same, journey) -> change.apply(journey));
        notifyAll();
    }

    /**
     * Waits until it is true of all.
     *
     * @return whether it is
     */
    synchronized boolean await(Predicate<Journey> reached, Duration timeout) throws InterruptedException {
        long until = System.nanoTime() + timeout.toNanos();
        while (!byName.values().stream().allMatch(reached)) {
            long millis = (until - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
