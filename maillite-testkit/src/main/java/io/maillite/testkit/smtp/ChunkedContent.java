package io.maillite.testkit.smtp;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.server.Command;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The message that {@code BDAT} brings in chunks (RFC 3030). The octets of a chunk are read before anybody answers the
 * command, for they are no commands; once a chunk was refused, or answered by a fault, the message cannot be mended.
 */
final class ChunkedContent {
    private final Content content;
    private boolean failed;
    private boolean any;
    private boolean answered = true;
    private boolean legal;
    private boolean last;
    private boolean tooEarly;

    ChunkedContent(int keep) {
        this.content = new Content(keep);
    }

    /**
     * Reads a chunk.
     *
     * @param wanted whether its octets are kept
     * @param most how large the message may become before it is refused in the middle of a chunk
     */
    void read(Command command, boolean wanted, long most, PeerConnection connection) throws IOException {
        failed |= !answered;
        answered = false;
        List<String> words = command.words();
        last = words.size() == 2 && words.get(1).equalsIgnoreCase("LAST");
        legal = (words.size() == 1 || last) && words.get(0).matches("\\d{1,18}");
        if (legal) {
            long size = Long.parseLong(words.get(0));
            long taken = wanted ? Math.min(size, most - content.size()) : size;
            tooEarly = taken < size;
            if (!connection.readFully(taken, wanted && !failed ? content : OutputStream.nullOutputStream())) {
                throw new EOFException("The client closed its side in the middle of a chunk");
            }
        }
    }

    /** The command is about to be answered; gives whether it is the message's first one. */
    boolean begin() {
        answered = true;
        boolean first = !any;
        any |= legal;
        return first;
    }

    void fail() {
        failed = true;
    }

    boolean hasBegun() {
        return any;
    }

    boolean hasFailed() {
        return failed;
    }

    /** Whether the command said how large the chunk is. */
    boolean isLegal() {
        return legal;
    }

    boolean isLast() {
        return last;
    }

    /** Whether the reading stopped within the chunk. */
    boolean isTooEarly() {
        return tooEarly;
    }

    Content content() {
        return content;
    }
}
