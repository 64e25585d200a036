package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.DotWriter;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What follows the 354 to {@code DATA}: the content, and the line that ends it (RFC 5321 section 4.1.1.4).
 *
 * <p>A server that has something to say while the content is on its way can only refuse it: then the content is not
 * ended, and the session is lost with it.
 */
final class DataContent implements SmtpCommand {
    private static final byte[] END = {'.', '\r', '\n'};

    private final InputStream content;
    private final EndOfData end;
    private final ContentBuffers buffers;
    private @Nullable SmtpReply reply;

    DataContent(InputStream content, EndOfData end, ContentBuffers buffers) {
        this.content = content;
        this.end = end;
        this.buffers = buffers;
    }

    @Override
    public String name() {
        return "the end of the data";
    }

    @Override
    public Duration timeout() {
        return end.timeout();
    }

    /** A server may change its mind right behind its 354. */
    @Override
    public boolean mayBeAnsweredAhead() {
        return true;
    }

    @Override
    public void write(Connection connection) throws MailException {
        if (connection.hasBuffered()) {
            return;
        }
        connection.await("the server to take the message", null);
        DotWriter lines = DotWriter.stuffing(connection::writeContent);
        byte[] octets = buffers.read();
        int count;
        while ((count = next(octets)) >= 0) {
            lines.write(octets, 0, count);
            if (connection.hasArrived()) {
                return;
            }
        }
        lines.end();
        connection.writeContent(END, 0, END.length);
        end.written(connection);
    }

    private int next(byte[] octets) throws UnreadableContentException {
        try {
            return content.read(octets);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableContentException(e); // which ends the session: a half is never delivered
        }
    }

    @Override
    public void read(Connection connection) throws MailException {
        if (end.isWritten()) {
            reply = end.read(connection, name());
        } else {
            reply = SmtpReply.read(connection).ofClass(connection, "the message, before its end,", 4, 5);
            end.refused(reply);
        }
    }

    /** Whether the server spoke before the end: what it takes for the end nobody knows. */
    boolean wasInterrupted() {
        return !end.isWritten();
    }

    @Override
    public @Nullable SmtpReply lastReply() {
        return reply;
    }
}
