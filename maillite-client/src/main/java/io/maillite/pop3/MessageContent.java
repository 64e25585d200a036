package io.maillite.pop3;

import io.maillite.wire.ContentSink;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import io.maillite.wire.ServerAddress;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the caller's stream. What the stream cannot take, or is more than was wanted, is dropped: the
 * rest must be read all the same, or the session would be lost with it. Only of a message that goes on for more than
 * twice what was wanted, or for long after nobody takes it any more, the rest is not worth the wait.
 */
final class MessageContent implements ContentSink {
    /** So much of what the stream cannot take is read and dropped for the sake of the session. */
    private static final long MAX_DROPPED = 16L * 1024 * 1024;

    private final ServerAddress server;
    private final String command;
    private final OutputStream sink;
    private final long maxOctets;
    private long octets;
    private long dropped;
    private @Nullable IOException failure;

    /** @param maxOctets how much to take, or 0 for any */
    MessageContent(ServerAddress server, String command, OutputStream sink, long maxOctets) {
        this.server = server;
        this.command = command;
        this.sink = sink;
        this.maxOctets = maxOctets;
    }

    @Override
    public void accept(byte[] in, int offset, int length) throws MailException {
        long room = maxOctets - octets;
        octets += length;
        if (isTooLarge()) {
            if (octets / 2 > maxOctets) {
                throw new MessageTooLargeException(name() + " is more than twice as large as the " + maxOctets
                        + " octets that are allowed: the connection is dropped");
            }
            keep(in, offset, (int) Math.max(0, room));
        } else {
            keep(in, offset, length);
        }
    }

    private void keep(byte[] in, int offset, int length) throws MailException {
        if (failure != null) {
            drop(length, failure);
            return;
        }
        if (length == 0) {
            return;
        }
        try {
            sink.write(in, offset, length);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failure = new IOException(name() + " could not be kept: " + e, e);
        }
    }

    private String name() {
        return server + ": " + command;
    }

    private void drop(int length, IOException because) throws MailException {
        dropped += length;
        if (dropped > MAX_DROPPED) {
            throw new MailConnectionException(
                    Reason.CLOSED,
                    because.getMessage() + ", and it goes on for more than " + MAX_DROPPED
                            + " octets behind that: the connection is dropped",
                    because);
        }
    }

    private boolean isTooLarge() {
        return maxOctets > 0 && octets > maxOctets;
    }

    /** @throws IOException if the stream could not take it */
    Retrieved retrieved() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return new Retrieved(octets, isTooLarge());
    }
}
