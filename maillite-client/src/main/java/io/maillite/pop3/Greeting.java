package io.maillite.pop3;

import io.maillite.wire.Command;
import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server's first line, which nobody asked for: a reply to a command that is never sent. */
final class Greeting implements Command {
    /** A timestamp in the form of a message-id (RFC 1939 section 7). */
    private static final Pattern TIMESTAMP = Pattern.compile("<[!-~&&[^<>@]]+@[!-~&&[^<>@]]+>");

    private @Nullable Pop3Reply reply;

    @Override
    public String name() {
        return "the connection";
    }

    @Override
    public void write(Connection connection) {}

    @Override
    public void read(Connection connection) throws MailException {
        connection.await("the greeting", null);
        Pop3Reply greeting = Pop3Reply.read(connection);
        if (!greeting.isOk()) {
            throw Refusal.of(connection, "the connection", greeting);
        }
        if (connection.endedInLfAlone()) {
            connection.expectLfLineEnds();
        }
        reply = greeting;
    }

    String text() {
        return greeting().text();
    }

    /** What {@code APOP} digests, if the server offers that. */
    Optional<String> timestamp() {
        Matcher timestamp = TIMESTAMP.matcher(greeting().text());
        return timestamp.find() ? Optional.of(timestamp.group()) : Optional.empty();
    }

    private Pop3Reply greeting() {
        if (reply == null) {
            throw new IllegalStateException("The greeting was not read yet");
        }
        return reply;
    }
}
