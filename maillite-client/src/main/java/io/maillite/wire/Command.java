package io.maillite.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command as a value: how it is written, and what to do with its reply. A {@link CommandQueue} writes commands and
 * has them read their replies in the same order, so that one command and many in flight take the same path.
 *
 * <p>A refusal by the server is a result, kept by the command. What is thrown here ends the session.
 */
public interface Command {
    /** What errors call it: {@code RETR 3}, {@code the end of the data}. Shows no secret. */
    String name();

    /**
     * Writes the command into the connection's buffer.
     *
     * @throws MailException if the connection is lost: the session is dead
     */
    void write(Connection connection) throws MailException;

    /**
     * Reads the whole reply, to its last octet.
     *
     * @throws MailException if the connection is lost or the server broke the protocol: the session is dead
     */
    void read(Connection connection) throws MailException;

    /** Whether the reply may have come before the command was written. */
    default boolean mayBeAnsweredAhead() {
        return false;
    }

    /** How long to wait for the reply, or null for the connection's read time-out. */
    default @Nullable Duration timeout() {
        return null;
    }
}
