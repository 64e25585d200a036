package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier attempt with the same collection has come to, element by element. An element is known again by
 * itself, wherever it stands now: elements may have been taken out of the collection since, or put into it. Of a
 * collection that makes its elements whenever it is read, an element is known by its place and envelope.
 */
final class EarlierBatch {
    private final List<SentSoFar> inOrder;
    private final IdentityHashMap<Object, Deque<SentSoFar>> byElement = new IdentityHashMap<>();
    private final boolean madeAnew;

    /**
     * @param inOrder what became of each element, as far as they were read
     * @param body the collection as it is now
     */
    EarlierBatch(List<SentSoFar> inOrder, Object body) {
        this.inOrder = inOrder;
        this.madeAnew = !inOrder.isEmpty() && body instanceof Collection<?> collection && makesAnew(collection);
        for (SentSoFar one : inOrder) {
            if (one.element() != null) {
                byElement
                        .computeIfAbsent(one.element(), element -> new ArrayDeque<>(1))
                        .add(one);
            }
        }
    }

    private static boolean makesAnew(Collection<?> collection) {
        try {
            if (collection.isEmpty()) {
                return false;
            }
            Object first = collection.iterator().next();
            return first != collection.iterator().next();
        } catch (RuntimeException e) {
            return false; // which who reads it will see, too
        }
    }

    /** What this very element has come to; null if it was not sent before. */
    @Nullable
    SentSoFar of(Object element) {
        Deque<SentSoFar> same = byElement.get(element);
        return same == null ? null : same.poll();
    }

    /**
     * What is known of elements that nobody has asked for: a collection that was not read to its end this time may give
     * them again.
     *
     * @param read how many elements were read
     */
    List<SentSoFar> left(int read) {
        if (madeAnew) {
            return inOrder.subList(Math.min(read, inOrder.size()), inOrder.size());
        }
        List<SentSoFar> left = new ArrayList<>();
        byElement.values().forEach(left::addAll);
        return left;
    }

    /** What an element that is not known by itself may have come to. */
    @Nullable
    SentSoFar inPlace(int index, Envelope envelope) {
        SentSoFar there = madeAnew && index < inOrder.size() ? inOrder.get(index) : null;
        return there != null && there.envelope().equals(envelope) ? there : null;
    }
}
