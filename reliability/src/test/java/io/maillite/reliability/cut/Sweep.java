package io.maillite.reliability.cut;

import io.maillite.testkit.proxy.Cut;
import io.maillite.testkit.proxy.CutLine;
import io.maillite.testkit.proxy.Direction;
import io.maillite.testkit.proxy.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Holds a conversation once whole, to see where it can be cut, and then once for each of these places. Several go on
 * side by side, each with a line, a server and all else of its own.
 */
final class Sweep {
    /** Opens a conversation that has a line of its own. */
    interface Opening {
        Conversation open() throws Exception;
    }

    /**
     * A connection may end before it comes to its cut: that of an impatient peer, or where a message less goes over it
     * because another connection was kept from the time before, and had it.
     */
    private static final int MOST_ATTEMPTS = 5;

    private final Security security;
    private final int lanes;

    /** @param lanes how many conversations go on side by side */
    Sweep(Security security, int lanes) {
        this.security = security;
        this.lanes = lanes;
    }

    /**
     * Where and how a conversation can be cut.
     *
     * @param opening of the conversation, with patience enough to be held whole
     * @param step takes one in so many
     */
    List<Cut> cuts(Opening opening, Function<Places, List<Place>> which, int step, Cut.How... hows) throws Exception {
        CutLine whole = whole(opening);
        List<Cut> cuts = new ArrayList<>();
        int number = 0;
        for (Direction direction : Direction.values()) {
            for (Place place : which.apply(Places.of(whole, direction, security))) {
                for (Cut.How how : hows) {
                    if (number++ % step == 0) {
                        cuts.add(new Cut(direction, place, how));
                    }
                }
            }
        }
        return cuts;
    }

    private static CutLine whole(Opening opening) throws Exception {
        try (Conversation conversation = opening.open()) {
            conversation.line().recording();
            Finding finding = conversation.hold("whole");
            if (!finding.faults().isEmpty()) {
                throw new AssertionError("Without any cut: " + finding.faults());
            }
            return conversation.line().lines().get(0);
        }
    }

    /** Holds the conversation once for each of the cuts. */
    Tally run(Opening opening, List<Cut> cuts) throws Exception {
        Tally tally = new Tally();
        Queue<Cut> left = new ConcurrentLinkedQueue<>(cuts);
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(lanes);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < Math.min(lanes, cuts.size()); i++) {
                all.add(pool.submit(() -> {
                    run(opening, left, number, tally);
                    return null;
                }));
            }
            for (Future<?> lane : all) {
                lane.get();
            }
        } finally {
            pool.shutdownNow();
        }
        return tally;
    }

    private static void run(Opening opening, Queue<Cut> left, AtomicInteger number, Tally tally) throws Exception {
        try (Conversation conversation = opening.open()) {
            conversation.line().recording();
            for (Cut cut = left.poll(); cut != null; cut = left.poll()) {
                boolean isCut = false;
                for (int attempt = 0; attempt < MOST_ATTEMPTS && !isCut; attempt++) {
                    if (attempt > 0) {
                        conversation.beginAnew();
                    }
                    conversation.line().cutNext(cut);
                    Finding finding = conversation.hold("%05d".formatted(number.incrementAndGet()));
                    isCut = conversation.line().lines().stream().anyMatch(CutLine::isCutAsOrdered);
                    tally.add(cut, isCut, finding);
                }
            }
        }
    }
}
