package io.maillite.pop3;

import io.maillite.wire.Command;
import io.maillite.wire.CommandLine;
import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command of POP3 and what came of it. Made by {@link Pop3Commands}, given to {@link Pop3Session#submit}, answered by
 * {@link Pop3Session#receive}.
 *
 * @param <T> what a positive reply gives
 */
public final class Pop3Command<T> implements Command {
    /** Reads what follows a positive reply's first line. */
    @FunctionalInterface
    interface Answer<T> {
        /**
         * @throws MailException if the session is dead
         * @throws IOException if the reply was read to its end and yet is worth nothing: the caller's sink failed
         */
        T read(Pop3Reply reply, Connection connection) throws IOException;
    }

    private final CommandLine line;
    private final Answer<T> answer;
    private final @Nullable Duration timeout;
    private @Nullable T value;
    private @Nullable IOException failure;

    Pop3Command(CommandLine line, @Nullable Duration timeout, Answer<T> answer) {
        this.line = line;
        this.timeout = timeout;
        this.answer = answer;
    }

    Pop3Command(String line, Answer<T> answer) {
        this(CommandLine.of(line), null, answer);
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
        Pop3Reply reply = Pop3Reply.read(connection);
        if (!reply.isOk()) {
            failure = Refusal.of(connection, name(), reply);
            return;
        }
        try {
            value = answer.read(reply, connection);
        } catch (MailException e) {
            throw e;
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Whether the reply has been read. */
    public boolean isAnswered() {
        return value != null || failure != null;
    }

    /**
     * What came of it.
     *
     * @throws Pop3Exception if the server answered {@code -ERR}
     * @throws IOException what the caller's own sink threw, if it took message content
     * @throws IllegalStateException if it was not answered yet
     */
    public T result() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
        T result = value;
        if (result == null) {
            throw new IllegalStateException(name() + " was not answered yet");
        }
        return result;
    }
}
