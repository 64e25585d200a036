package io.maillite.wire;

/** Takes message content as it comes or goes. */
@FunctionalInterface
public interface ContentSink {
    /**
     * Takes some octets.
     *
     * @param octets holds the content; not to be kept
     * @param offset where it starts
     * @param length how much it is
     * @throws MailException if the session cannot go on: it ends
     */
    void accept(byte[] octets, int offset, int length) throws MailException;
}
