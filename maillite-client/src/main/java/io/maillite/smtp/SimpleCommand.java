package io.maillite.smtp;

import io.maillite.wire.CommandLine;
import io.maillite.wire.Connection;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A command of one line and its reply, whatever it says. */
final class SimpleCommand implements SmtpCommand {
    private static final CommandLine RSET = CommandLine.of("RSET");

    private final CommandLine line;
    private final @Nullable Duration timeout;
    private final @Nullable Replies replies;
    private final int[] classes;
    private boolean isReset;
    private @Nullable SmtpReply reply;

    private SimpleCommand(CommandLine line, @Nullable Duration timeout, @Nullable Replies replies, int... classes) {
        this.line = line;
        this.timeout = timeout;
        this.replies = replies;
        this.classes = classes;
    }

    /** A command that is answered 2yz, 4yz or 5yz. */
    static SimpleCommand of(String line) {
        return new SimpleCommand(CommandLine.of(line), null, null, 2, 4, 5);
    }

    /** One of a mail transaction. */
    static SimpleCommand of(CommandLine line, Replies replies) {
        return new SimpleCommand(line, null, replies, 2, 4, 5);
    }

    /** {@code RSET}, without which a session cannot go on. */
    static SimpleCommand reset(Replies replies) {
        SimpleCommand reset = of(RSET, replies);
        reset.isReset = true;
        return reset;
    }

    /** {@code DATA}, which is answered 3yz if it is accepted. */
    static SimpleCommand data() {
        return new SimpleCommand(CommandLine.of("DATA"), null, null, 3, 4, 5);
    }

    static SimpleCommand quit(Duration timeout) {
        return new SimpleCommand(CommandLine.of("QUIT"), timeout, null, 2, 4, 5);
    }

    @Override
    public String name() {
        return line.shown();
    }

    @Override
    public @Nullable Duration timeout() {
        return timeout;
    }

    @Override
    public void write(Connection connection) throws MailException {
        connection.writeLine(line);
    }

    @Override
    public void read(Connection connection) throws MailException {
        SmtpReply came = replies == null ? SmtpReply.read(connection) : replies.read(connection);
        reply = came.ofClass(connection, name(), classes);
        if (isReset && reply.isRefusal() && !reply.isClosing()) {
            throw new MailConnectionException(
                    Reason.CLOSED,
                    Refusal.text(connection.server().toString(), name(), reply)
                            + ". What follows could be taken for the message before: the session was ended",
                    null);
        }
    }

    @Override
    public @Nullable SmtpReply lastReply() {
        return reply;
    }

    /** The reply to a command that was answered. */
    SmtpReply reply() {
        SmtpReply answered = reply;
        if (answered == null) {
            throw new IllegalStateException(name() + " was not answered yet");
        }
        return answered;
    }
}
