package io.maillite.reliability.cut;

import io.maillite.testkit.proxy.CutProxy;

/** Something that is said over a line, again and again, each time about new messages. */
interface Conversation extends AutoCloseable {
    /** The line, whose next connection may be cut. */
    CutProxy line();

    /**
     * Says it once, and whatever it takes afterwards until nothing is left to do. No connection is in use then, and
     * those of the line are those of this time.
     *
     * @param name of the messages; all have the same length
     */
    Finding hold(String name) throws Exception;

    /** Forgets what was learnt so far, and what connections were kept: the next session is like the first. */
    default void beginAnew() throws Exception {}
}
