package io.maillite.smtp;

import io.maillite.wire.CommandLine;
import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code BDAT}: a piece of the content, and its length in front (RFC 3030 section 2). */
final class BdatChunk implements SmtpCommand {
    private final ChunkedContent chunk;
    private final String line;
    private final boolean last;
    private final EndOfData end;
    private @Nullable SmtpReply reply;

    /** @param chunk holds the piece until the command is written */
    BdatChunk(ChunkedContent chunk, EndOfData end) {
        this.chunk = chunk;
        this.end = end;
        last = chunk.isLast();
        line = "BDAT " + chunk.length() + (last ? " LAST" : "");
    }

    @Override
    public String name() {
        return line;
    }

    @Override
    public @Nullable Duration timeout() {
        return last ? end.timeout() : null;
    }

    @Override
    public void write(Connection connection) throws MailException {
        connection.await("the server to take the message", null);
        connection.writeLine(CommandLine.of(line));
        connection.writeContent(chunk.octets(), chunk.offset(), chunk.length());
        if (last) {
            end.written(connection);
        }
    }

    @Override
    public void read(Connection connection) throws MailException {
        if (last) {
            reply = end.read(connection, name());
        } else {
            reply = SmtpReply.read(connection).ofClass(connection, name(), 2, 4, 5);
            if (reply.isRefusal()) {
                end.refused(reply);
            }
        }
    }

    @Override
    public @Nullable SmtpReply lastReply() {
        return reply;
    }
}
