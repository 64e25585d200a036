package io.maillite.examples.quickstart;

import org.jspecify.annotations.Nullable;

/**
 * How far a message has come.
 *
 * @param problem what went wrong, if anything did
 * @param arrival what came back, if it did
 */
record Journey(
        OutgoingMessage message,
        Stage stage,
        @Nullable String problem,
        @Nullable Arrival arrival) {
    /** The stations of a message. */
    enum Stage {
        TO_BE_SENT,
        SENT,
        NOT_SENT,
        CAME_BACK
    }

    static Journey of(OutgoingMessage message) {
        return new Journey(message, Stage.TO_BE_SENT, null, null);
    }

    Journey sent() {
        // it may be back already
        return stage == Stage.TO_BE_SENT ? new Journey(message, Stage.SENT, null, null) : this;
    }

    Journey notSent(String reason) {
        return new Journey(message, Stage.NOT_SENT, reason, null);
    }

    Journey back(Arrival what) {
        return new Journey(message, Stage.CAME_BACK, what.difference(), what);
    }

    /** Whether nothing more is to be expected. */
    boolean isAtItsEnd() {
        return stage == Stage.CAME_BACK || stage == Stage.NOT_SENT;
    }

    boolean isEqual() {
        return arrival != null && arrival.difference() == null;
    }
}
