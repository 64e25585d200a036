package io.maillite.smtp;

import io.maillite.wire.Command;
import io.maillite.wire.CommandQueue;
import io.maillite.wire.Connection;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a session and their replies: how far the commands may run ahead, and whether the server is still with
 * us.
 */
final class Dialogue {
    /**
     * So many replies of the longest line that RFC 5321 section 4.5.3.1.5 allows fit into the smallest receive buffer
     * of a JDK: with no more outstanding, a server that writes them does not wait for us to read while we write
     * content.
     */
    private static final int MOST_UNANSWERED_BEFORE_CONTENT = 100;

    /** After so long a server may have gone: it has to show again that it can be relied on. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** After so long it is worth a millisecond to see whether it has gone. */
    private static final long UNSEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Connection connection;
    private final CommandQueue queue;
    private boolean pipelines;
    private boolean grouped;
    private boolean hasPipelined;
    private boolean droppedGroup;
    private @Nullable MailException farewell;
    private long lastWord = System.nanoTime();
    private long lastLook = lastWord;

    Dialogue(Connection connection) {
        this.connection = connection;
        this.queue = new CommandQueue(connection);
    }

    Connection connection() {
        return connection;
    }

    /** @param pipelines whether commands may follow one another before the first is answered (RFC 2920) */
    void pipelines(boolean pipelines) {
        this.pipelines = pipelines;
    }

    boolean pipelines() {
        return pipelines;
    }

    /**
     * Submits a command, as soon as it may follow those that are unanswered.
     *
     * @throws MailException if the session is or thereby becomes dead, or the server has said that it ends it
     */
    <C extends Command> C submit(C command) throws MailException {
        makeRoom();
        hearFarewell();
        queue.submit(command);
        lastWord = System.nanoTime();
        grouped |= queue.unanswered() > 1;
        return command;
    }

    /** Receives until one more command may follow. */
    void makeRoom() throws MailException {
        while (queue.unanswered() > 0 && !(pipelines && queue.hasRoom())) {
            receive();
        }
    }

    /**
     * Receives so much that content can be written without both sides waiting for each other.
     *
     * @param looks whether to receive what has come, too: the content may turn out to be for nobody
     */
    void makeRoomForContent(boolean looks) throws MailException {
        makeRoom();
        while (isOpen() && queue.unanswered() > MOST_UNANSWERED_BEFORE_CONTENT) {
            receive();
        }
        boolean arrived = looks && queue.unanswered() > 0 && connection.hasArrived();
        while (isOpen() && queue.unanswered() > 0 && arrived) {
            receive();
            arrived = connection.hasBuffered();
        }
    }

    /** Submits a command and receives until it is answered. */
    <C extends Command> C call(C command) throws MailException {
        submit(command);
        while (queue.unanswered() > 0) {
            receive();
        }
        return command;
    }

    /** Receives until nothing is unanswered, or the server says that it goes. */
    void drain() throws MailException {
        drain(null);
    }

    /** @param timeout how long each reply may take; null for what the commands say */
    void drain(@Nullable Duration timeout) throws MailException {
        while (queue.unanswered() > 0 && isOpen()) {
            receive(timeout);
        }
    }

    /** Receives the oldest reply that is due. */
    void receive() throws MailException {
        receive(null);
    }

    private void receive(@Nullable Duration timeout) throws MailException {
        Command answered;
        try {
            answered = queue.receive(timeout);
        } catch (MailConnectionException e) {
            boolean isSilent = e.reason() == Reason.READ_TIMEOUT && !queue.hasServedPipelined();
            boolean unanswered = e.reason() == Reason.LOST || isSilent;
            droppedGroup = grouped && !hasPipelined && farewell == null && unanswered;
            throw e;
        }
        lastWord = System.nanoTime();
        if (answered instanceof SmtpCommand command) {
            listenForFarewell(command);
        }
        if (queue.unanswered() == 0) {
            hasPipelined |= grouped;
            grouped = false;
        }
    }

    /**
     * A server that ends the session need not wait for a command to say so (RFC 5321 section 3.8): Postfix does with
     * its last reply, after too many errors. What was answered before stays answered.
     */
    private void hearFarewell() throws MailException {
        if (farewell == null && queue.unanswered() == 0 && connection.hasBuffered()) {
            String words = connection.bufferedText();
            if (words.startsWith(String.valueOf(SmtpReply.CLOSING))) {
                farewell = new MailConnectionException(
                        Reason.LOST, connection.server() + ": the server has ended the session: " + words, null);
                throw farewell;
            }
        }
    }

    private void listenForFarewell(SmtpCommand command) {
        SmtpReply reply = command.lastReply();
        if (reply == null || farewell != null) {
            return;
        }
        if (reply.isClosing()) {
            farewell = Refusal.of(connection, command.name(), reply);
        } else if (command instanceof DataContent content && content.wasInterrupted()) {
            farewell = new MailConnectionException(
                    Reason.CLOSED,
                    connection.server()
                            + ": the session was ended, because the server refused a message before its end",
                    null);
        }
    }

    /**
     * Looks whether the server has said that it goes, and whether it is still there, if it was neither spoken to nor
     * looked at for ten milliseconds.
     *
     * @return whether it was not spoken to for more than a second: then it has to show first that it can be relied on
     * @throws MailException if it has gone
     */
    boolean lookAfterIdling() throws MailException {
        return lookAfterIdling(null);
    }

    /** @param timeout how long each reply that is still due may take; null for what the commands say */
    boolean lookAfterIdling(@Nullable Duration timeout) throws MailException {
        hearFarewell();
        long before = lastWord;
        long now = System.nanoTime();
        boolean idle = now - before > IDLE_NANOS;
        if (idle) {
            drain(timeout);
            lastWord = before; // a reply that has been waiting here says nothing of now
        }
        if (now - before > UNSEEN_NANOS && now - lastLook > UNSEEN_NANOS) {
            while (isOpen() && queue.unanswered() > 0 && !connection.isSilent()) {
                receive(timeout); // what has come, or that nothing will
            }
            lastLook = System.nanoTime();
            if (isOpen() && queue.unanswered() == 0 && !connection.isSilent()) {
                String words = connection.hasBuffered() ? ": " + connection.bufferedText() : "";
                farewell = new MailConnectionException(
                        Reason.LOST, connection.server() + ": the server closed the idle connection" + words, null);
            }
        }
        if (farewell != null) {
            throw farewell;
        }
        return idle;
    }

    int unanswered() {
        return queue.unanswered();
    }

    /** Sends what is in the buffer, and waits for nothing. */
    void flush() throws MailException {
        connection.flush();
    }

    /** Whether a group of commands was sent and answered: there are servers that offer it and then hang up. */
    boolean hasPipelined() {
        return hasPipelined;
    }

    /** Whether the first group of commands had the server hang up, or fall silent. */
    boolean hasDroppedGroup() {
        return droppedGroup;
    }

    /** What was said so far cannot be relied on: drops the connection. */
    void abandon() {
        connection.abort();
        farewell = new MailConnectionException(
                Reason.CLOSED, connection.server() + ": the session was dropped in the middle", null);
    }

    /** Whether commands can be sent: the server has neither gone nor said that it is about to. */
    boolean isOpen() {
        return farewell == null && !queue.isBroken();
    }

    /** The server's last word, if it has said that it ends the session: what it has not answered it has not done. */
    @Nullable
    MailException farewell() {
        return farewell;
    }
}
