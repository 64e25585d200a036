package io.maillite.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands and has them answered in order. Two cursors over one list: {@link #submit} moves the one that writes,
 * {@link #receive} the one that reads. Whoever never submits a second command before the first is answered talks one by
 * one; whoever does, pipelines.
 *
 * <p>Neither side may come to wait for the other to read (RFC 2449 section 6.8, RFC 2920 section 3.1): so
 * {@link #hasRoom()} says no once as many octets of commands are unanswered as surely fit into the smallest socket
 * buffers, and what was submitted is sent before anything is waited for.
 *
 * <p>For one thread at a time.
 */
public final class CommandQueue {
    /** Unanswered octets of commands: they fit where a socket buffer was set to 4 KiB. */
    private static final int MAX_UNANSWERED_OCTETS = 4096;

    private record Unanswered(Command command, long octets, boolean followed) {}

    private final Connection connection;
    private final Queue<Unanswered> unanswered = new ArrayDeque<>();
    private long unansweredOctets;
    private boolean servedPipelined;
    private @Nullable MailException broken;

    /** @param connection what to send over; nobody else writes to it or reads from it */
    public CommandQueue(Connection connection) {
        this.connection = connection;
    }

    /**
     * Writes a command, without waiting for anything but a peer that does not take it.
     *
     * @return the command
     * @throws MailException if the session is or thereby becomes dead
     */
    public <C extends Command> C submit(C command) throws MailException {
        requireAlive(command);
        if (unanswered.isEmpty() && connection.hasBuffered() && !command.mayBeAnsweredAhead()) {
            throw unasked("before " + command.name());
        }
        long before = connection.octetsOfCommands();
        try {
            command.write(connection);
        } catch (MailException e) {
            throw end(e);
        }
        long octets = connection.octetsOfCommands() - before;
        unanswered.add(new Unanswered(command, octets, !unanswered.isEmpty()));
        unansweredOctets += octets;
        return command;
    }

    /**
     * Reads the reply to the oldest command that has none. Before it waits for more than has come already, it sends
     * what is still in the buffer.
     *
     * @return the command that is answered now
     * @throws MailException if the session is or thereby becomes dead
     * @throws IllegalStateException if no command is unanswered
     */
    public Command receive() throws MailException {
        return receive(null);
    }

    /**
     * The same for a reply that is worth less waiting than its command allows.
     *
     * @param timeout how long it may take; null for what the command says
     */
    public Command receive(@Nullable Duration timeout) throws MailException {
        Unanswered oldest = unanswered.peek();
        if (oldest == null) {
            throw new IllegalStateException("No command is unanswered");
        }
        Command command = oldest.command();
        requireAlive(command);
        try {
            connection.awaitReplyTo(command, timeout == null ? command.timeout() : timeout);
            command.read(connection);
        } catch (MailException e) {
            throw end(e);
        } catch (RuntimeException | Error e) {
            // the reply may be half read: what comes next can no longer be told apart
            end(new MailProtocolException(
                    connection.server() + ": the reply to " + command.name() + " was not read to its end", e));
            throw e;
        }
        unanswered.remove();
        unansweredOctets -= oldest.octets();
        servedPipelined |= oldest.followed();
        return command;
    }

    /**
     * Submits a command and receives until it is answered.
     *
     * @return the command, answered
     * @throws MailException if the session is or thereby becomes dead
     */
    public <C extends Command> C call(C command) throws MailException {
        submit(command);
        drain();
        return command;
    }

    /**
     * Receives until nothing is unanswered.
     *
     * @throws MailException if the session is or thereby becomes dead
     */
    public void drain() throws MailException {
        while (!unanswered.isEmpty()) {
            receive();
        }
    }

    /** Whether one more command can be submitted with no danger that both sides wait for each other. */
    public boolean hasRoom() {
        return unansweredOctets < MAX_UNANSWERED_OCTETS;
    }

    /** Whether a command was answered that had been sent before the one in front of it was. */
    public boolean hasServedPipelined() {
        return servedPipelined;
    }

    /** How many commands are unanswered. */
    public int unanswered() {
        return unanswered.size();
    }

    /** Whether the session is dead: the connection lost or the protocol broken. */
    public boolean isBroken() {
        return broken != null;
    }

    /**
     * Ends the session because the server has said what no command asked for: from somewhere on, its replies may be
     * those to other commands than they were taken for.
     *
     * @param when it was noticed: {@code before NOOP}
     */
    public MailException unasked(String when) {
        return end(new MailProtocolException(
                connection.server() + " said what nobody asked for, " + when + ": " + connection.bufferedText()));
    }

    private void requireAlive(Command command) throws MailException {
        MailException cause = broken;
        if (cause != null) {
            throw new MailConnectionException(
                    MailConnectionException.Reason.CLOSED,
                    connection.server() + ": " + command.name() + " could not be sent, the session had ended: "
                            + cause.getMessage(),
                    cause);
        }
    }

    /** Ends the session for this reason, which is what later commands give as theirs. */
    public MailException end(MailException cause) {
        broken = cause;
        connection.abort();
        return cause;
    }
}
