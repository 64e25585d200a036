package io.maillite.camel.smtp;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.MessageSource;
import io.maillite.smtp.SendResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way: it is read as far as there is room for, each element with its own envelope and content, and keeps
 * what became of each, in order. What an earlier attempt has delivered, or left in doubt, is not sent again.
 */
final class Batch implements Iterator<Mailer.Item> {
    private final Iterator<?> elements;
    private final Exchange outer;
    private final EnvelopeBinding envelopes;
    private final BodyBinding bodies;
    private final UnaryOperator<SendResult> judgement;
    private final SmtpLiteStatistics statistics;
    private final EarlierBatch earlier;

    private final List<@Nullable SentSoFar> outcomes = new ArrayList<>();
    private final Deque<Mailer.Item> ready = new ArrayDeque<>();
    private @Nullable RuntimeException broken;

    /**
     * @param judgement says of a result whether it is a failure
     * @param earlier what an earlier attempt has come to, if there was one
     */
    Batch(
            Iterator<?> elements,
            Exchange outer,
            EnvelopeBinding envelopes,
            BodyBinding bodies,
            UnaryOperator<SendResult> judgement,
            SmtpLiteStatistics statistics,
            EarlierBatch earlier) {
        this.elements = elements;
        this.outer = outer;
        this.envelopes = envelopes;
        this.bodies = bodies;
        this.judgement = judgement;
        this.statistics = statistics;
        this.earlier = earlier;
    }

    /** Whether this body is a batch. */
    static boolean isOne(@Nullable Object body) {
        return body instanceof Collection<?> || body instanceof Iterator<?>;
    }

    /** The elements of a body that is a batch; null if it is none. */
    static @Nullable Iterator<?> elementsOf(@Nullable Object body) {
        if (body instanceof Collection<?> collection) {
            return collection.iterator();
        }
        return body instanceof Iterator<?> iterator ? iterator : null;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && broken == null) {
            Object element;
            try {
                if (!elements.hasNext()) {
                    return false;
                }
                element = elements.next();
            } catch (RuntimeException e) {
                broken = e; // which ends the batch; what was read of it is sent
                return false;
            }
            bind(element);
        }
        return !ready.isEmpty();
    }

    @Override
    public Mailer.Item next() {
        return ready.remove();
    }

    private void bind(@Nullable Object element) {
        int index = outcomes.size();
        outcomes.add(null);
        Exchange exchange = element instanceof Exchange one ? one : outer;
        Message message =
                element instanceof Exchange one ? one.getMessage() : (element instanceof Message m ? m : null);
        if (element == null || message == null) {
            String what = element == null ? "null" : "a " + element.getClass().getName();
            settle(
                    index,
                    null,
                    null,
                    Envelope.of(Envelope.NULL_SENDER),
                    counted(SendResult.impossible(
                            List.of(),
                            "Element " + index + " of the batch is " + what + ", and no Exchange or Message",
                            null)));
            return;
        }
        ResultHeaders.clear(message);
        SentSoFar before = earlier.of(element);
        if (before != null && before.result().failure().isEmpty()) {
            settle(index, element, before, before.envelope(), before.result());
            return;
        }
        Envelope envelope;
        try {
            envelope = envelopes.envelope(message);
        } catch (IllegalArgumentException e) {
            settle(
                    index,
                    element,
                    before,
                    Envelope.of(Envelope.NULL_SENDER),
                    counted(SendResult.impossible(List.of(), e.getMessage() + ". Nothing was sent", e)));
            return;
        }
        if (before == null) {
            before = earlier.inPlace(index, envelope);
        }
        SentSoFar partial = before == null ? null : before.of(envelope);
        if (partial != null && partial.isDone()) {
            settle(index, element, partial, envelope, partial.result());
            return;
        }
        Envelope wanted = partial == null ? envelope : partial.rest();
        Consumer<SendResult> taker = result -> settle(
                index,
                element,
                partial,
                envelope,
                partial == null ? counted(result) : counted(result).after(partial.result()));
        MessageSource content;
        try {
            content = bodies.content(message, exchange);
        } catch (IllegalArgumentException e) {
            taker.accept(SendResult.impossible(wanted.recipients(), e.getMessage() + ". Nothing was sent", e));
            return;
        } catch (IOException | RuntimeException e) {
            taker.accept(SendResult.unreadable(wanted.recipients(), e));
            return;
        } catch (Error e) { // of this element: thrown on, it would make Camel send the others again
            taker.accept(SendResult.unreadable(wanted.recipients(), new IOException(e.toString(), e)));
            return;
        }
        ready.add(new Mailer.Item(new MailObject(wanted, content), taker));
    }

    /** Each attempt is counted once. */
    private SendResult counted(SendResult result) {
        statistics.sent(result);
        return result;
    }

    /** @param before what an earlier attempt has come to, if there was one */
    private void settle(
            int index, @Nullable Object element, @Nullable SentSoFar before, Envelope envelope, SendResult came) {
        SendResult result = judgement.apply(came);
        outcomes.set(
                index,
                before == null ? SentSoFar.first(element, envelope, result) : before.next(element, envelope, result));
        if (element instanceof Exchange exchange) {
            ResultHeaders.set(exchange.getMessage(), result);
            exchange.setException(result.failure().orElse(null)); // nor stays that of an earlier attempt
        } else if (element instanceof Message message) {
            ResultHeaders.set(message, result);
        }
    }

    /** What became of each element, in order. */
    List<SentSoFar> outcomes() {
        List<SentSoFar> all = new ArrayList<>(outcomes.size());
        for (SentSoFar one : outcomes) {
            if (one != null) {
                all.add(one);
            }
        }
        return Collections.unmodifiableList(all);
    }

    /** The same, and what is known from before of those that were not read this time. */
    List<SentSoFar> known() {
        List<SentSoFar> known = new ArrayList<>(outcomes());
        known.addAll(earlier.left(known.size()));
        return known;
    }

    /** What ended it early, if its iterator failed. */
    @Nullable
    RuntimeException broken() {
        return broken;
    }
}
