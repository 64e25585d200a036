package io.maillite.wire;

/** Takes message content on its way to the server. */
@FunctionalInterface
public interface ContentOutput {
    /**
     * @param octets holds the content; not to be kept
     * @param offset where it starts
     * @param length how much it is
     * @throws MailException if the connection is lost
     */
    void write(byte[] octets, int offset, int length) throws MailException;
}
