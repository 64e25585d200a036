package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier attempt with the same collection has come to, element by element. An element is known again by
 * itself, wherever it stands now: elements may have been taken out of the collection since, or put into it. Where none
 * is, the collection may be one that makes its elements whenever it is read: then an element is known by its place and
 * envelope.
 */
final class EarlierBatch {
    private final List<SentSoFar> inOrder;
    private final IdentityHashMap<Object, Deque<SentSoFar>> byElement = new IdentityHashMap<>();
    private boolean madeAnew;

    /**
     * @param inOrder what became of each element, as far as they were read
     * @param body the collection as it is now
     */
    EarlierBatch(List<SentSoFar> inOrder, Object body) {
        this.inOrder = inOrder;
        // with fewer elements than were read before it is not what it was
        this.madeAnew =
                !inOrder.isEmpty() && body instanceof Collection<?> collection && collection.size() >= inOrder.size();
        for (SentSoFar one : inOrder) {
            if (one.element() != null) {
                byElement
                        .computeIfAbsent(one.element(), element -> new ArrayDeque<>(1))
                        .add(one);
            }
        }
    }

    /** What this very element has come to; null if it was not sent before. */
    @Nullable
    SentSoFar of(Object element) {
        Deque<SentSoFar> same = byElement.get(element);
        SentSoFar known = same == null ? null : same.poll();
        madeAnew &= known == null;
        return known;
    }

    /**
     * What an element that is not known by itself may have come to: the one in its place, if it had the same envelope.
     */
    @Nullable
    SentSoFar inPlace(int index, Envelope envelope) {
        SentSoFar there = madeAnew && index < inOrder.size() ? inOrder.get(index) : null;
        return there != null && there.envelope().equals(envelope) ? there : null;
    }
}
