package io.maillite.camel.pop3;

import io.maillite.camel.support.MailContent;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message on its way through the route, until its unit of work is done, wherever that is. It keeps by itself what it
 * was made from: no header that a route or a sender can change decides what is deleted.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** What became of it. */
    enum State {
        WAITING,
        RUNNING,
        COMPLETED,
        FAILED,
        /** It was never given to the route. */
        DROPPED
    }

    /** Is told how a delivery gets on, from whichever thread, each once. */
    interface Progress {
        /** A worker has taken it. */
        void taken(Delivery delivery);

        /** It is completed, has failed, or was dropped. */
        void settled(Delivery delivery);
    }

    private final ListedMessage message;
    private final MailContent content;
    private final int index;
    private final Ledger ledger;
    private final Progress progress;
    private volatile State state = State.WAITING;
    private boolean inProcessor;
    private boolean onItsWay;
    private boolean handedOver;
    /** How many exchanges have yet to tell. */
    private int shares = 1;

    private boolean heard;
    private boolean failed;
    private boolean letGo;
    private boolean last;
    private long started;
    private long ended;

    /**
     * @param index of this delivery among those of its session
     * @param progress is told
     */
    Delivery(ListedMessage message, MailContent content, int index, Ledger ledger, Progress progress) {
        this.message = message;
        this.content = content;
        this.index = index;
        this.ledger = ledger;
        this.progress = progress;
    }

    ListedMessage message() {
        return message;
    }

    MailContent content() {
        return content;
    }

    int index() {
        return index;
    }

    State state() {
        return state;
    }

    /** Whether no other will be delivered in this session. */
    boolean isLast() {
        return last;
    }

    void markLast() {
        last = true;
    }

    private synchronized boolean moves(State from, State to) {
        if (state != from) {
            return false;
        }
        state = to;
        return true;
    }

    /** How long its exchange has taken. */
    long nanos() {
        return ended - started;
    }

    void start() {
        started = System.nanoTime();
        state = State.RUNNING;
        inProcessor = true;
        onItsWay = true;
        String key = message.key();
        if (key != null) {
            ledger.begun(key, this, progress);
        }
        progress.taken(this);
    }

    /** The session ends without it. */
    void drop() {
        if (moves(State.WAITING, State.DROPPED)) {
            content.octets().release();
            progress.settled(this);
        }
    }

    /**
     * Has an exchange tell what becomes of it, and all to which that hands it over.
     *
     * @param exchange that has it
     * @param keeper of what it has to tell, if another exchange will get that with the message
     */
    Share comeWith(Exchange exchange, Exchange keeper) {
        Companion companion = Companion.of(keeper);
        companion.comeWith(exchange);
        Share share = new Share(this, companion);
        exchange.getExchangeExtension().addOnCompletion(share);
        return share;
    }

    /**
     * What is heard of the unit of work waits for the exchange itself: Camel may have handed its completion to another
     * one (in a queue, say), and what is left of the way may fail. It waits for the processor to return, too: an
     * {@code Error} that it throws makes Camel complete the exchange on the way out, as if nothing had happened.
     */
    void hear(State outcome) {
        synchronized (this) {
            heard = true;
            shares--;
            failed |= outcome == State.FAILED;
        }
        settleIfAllIsKnown();
    }

    /**
     * Camel lets another exchange tell what becomes of it: a copy in a queue, say.
     *
     * @param both whether the one that had it will tell, too
     */
    synchronized void handedOver(boolean both) {
        handedOver = true;
        shares += both ? 1 : 0;
    }

    /** Whether nothing was heard of it by now. */
    synchronized boolean isUnheard() {
        return !heard;
    }

    /** The processor has returned; the exchange may go on elsewhere. */
    void returned() {
        synchronized (this) {
            inProcessor = false;
        }
        settleIfAllIsKnown();
    }

    /**
     * The exchange has come to the end of its way.
     *
     * @param failed whether with an exception, or rolled back: that outweighs what is heard of others
     */
    void cameToItsEnd(boolean failed) {
        synchronized (this) {
            onItsWay = false;
            this.failed |= failed;
        }
        settleIfAllIsKnown();
    }

    /** Whoever asked for it has it, and its completion with it. */
    void handOut() {
        synchronized (this) {
            handedOver = true;
            inProcessor = false;
            onItsWay = false;
        }
        settleIfAllIsKnown();
    }

    /**
     * An exchange that has failed need not wait for what is heard of the one that has its completion: that may be
     * nothing (a copy for which a queue had no room, say). It is only not over before that, since the copy may read the
     * message.
     */
    private void settleIfAllIsKnown() {
        State outcome;
        boolean isOver;
        synchronized (this) {
            isOver = shares == 0 || (!handedOver && failed);
            if (inProcessor || onItsWay || !(isOver || failed)) {
                return;
            }
            outcome = failed ? State.FAILED : State.COMPLETED;
        }
        settle(outcome, isOver);
    }

    /** Whatever was heard, the exchange has failed, and nobody has a part of it any more. */
    void failed() {
        settle(State.FAILED, true);
    }

    /**
     * First the unique-id into the repository: should the process die now, the next one knows.
     *
     * @param isOver whether nobody will be heard of any more
     */
    private void settle(State outcome, boolean isOver) {
        boolean isNew = moves(State.RUNNING, outcome);
        try {
            if (isNew) {
                ended = System.nanoTime();
                if (outcome == State.COMPLETED) {
                    remember();
                }
            }
        } finally {
            if (isOver) {
                letGo();
            } else {
                stillHeld();
            }
            if (isNew) {
                progress.settled(this);
            }
        }
    }

    private void remember() {
        String key = message.key();
        if (key == null) {
            return;
        }
        try {
            ledger.processed(key);
        } catch (RuntimeException e) {
            LOG.error(
                    "{} was processed, but the idempotent repository could not remember it; should this session not be"
                            + " committed and the process end, it is delivered again",
                    message,
                    e);
        }
    }

    private void letGo() {
        synchronized (this) {
            if (letGo) {
                return;
            }
            letGo = true;
        }
        String key = message.key();
        if (key != null) {
            ledger.ended(key);
        }
        content.octets().release();
    }

    private void stillHeld() {
        String key = message.key();
        if (key != null) {
            ledger.settled(key, this);
        }
    }
}
