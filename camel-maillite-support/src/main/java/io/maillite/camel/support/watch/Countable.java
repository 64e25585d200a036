package io.maillite.camel.support.watch;

/** Something that happens, of which somebody may want to know how often. */
public interface Countable {
    /** What it goes by, in a console and as the JMX attribute: {@code messagesReceived}. */
    String key();

    /** What it is, in a sentence. */
    String description();
}
