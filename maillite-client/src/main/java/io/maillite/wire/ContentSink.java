package io.maillite.wire;

/** Takes message content as it comes. It throws nothing: what it cannot keep must not break the session. */
@FunctionalInterface
public interface ContentSink {
    /**
     * @param octets holds the content; not to be kept
     * @param offset where it starts
     * @param length how much it is, more than 0
     */
    void accept(byte[] octets, int offset, int length);
}
