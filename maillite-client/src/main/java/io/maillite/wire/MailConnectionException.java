package io.maillite.wire;

import org.jspecify.annotations.Nullable;

/** The connection could not be made, was lost, or kept us waiting for longer than allowed. The session is dead. */
public final class MailConnectionException extends MailException {
    private static final long serialVersionUID = 1L;

    /** What became of the connection. */
    public enum Reason {
        /** The host has no address, or nothing accepted the connection. */
        NOT_CONNECTED,
        /** No connection within the connect time-out. */
        CONNECT_TIMEOUT,
        /** The peer closed or reset the connection. */
        LOST,
        /** The peer was silent, or too slow, for longer than the read time-out allows. */
        READ_TIMEOUT,
        /** The peer did not take what we sent within the write time-out. */
        WRITE_TIMEOUT,
        /** We closed it ourselves. */
        CLOSED
    }

    private final Reason reason;

    /**
     * @param reason what became of the connection
     * @param message what failed
     * @param cause what the JDK reported, if anything
     */
    public MailConnectionException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What became of the connection. */
    public Reason reason() {
        return reason;
    }
}
