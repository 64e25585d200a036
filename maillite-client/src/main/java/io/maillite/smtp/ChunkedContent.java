package io.maillite.smtp;

import io.maillite.wire.DotWriter;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a message in chunks for {@code BDAT}, one at a time. Each says its length in front, so each is there
 * whole; most messages are a single one.
 *
 * <p>What is in memory already stays where it is, and anything else is read to where it will be sent from, if its line
 * ends are right, as they mostly are.
 */
final class ChunkedContent {
    /** A usual message is smaller than that; of a larger one, so much is held. */
    static final int CHUNK = 128 * 1024;

    private static final int NONE = -1;

    private final InputStream in;
    private final DotWriter lines;
    private final boolean verbatim;
    private final ContentBuffers buffers;
    private byte[] chunk = {};
    private int offset;
    private int length;
    /** The octet behind the chunk, so that the last is known to be the last. */
    private int ahead = NONE;

    private boolean last;

    /** @param verbatim whether lone CR and LF stay, and the last line may lack its end */
    ChunkedContent(InputStream in, boolean verbatim, ContentBuffers buffers) {
        this.in = in;
        this.verbatim = verbatim;
        this.buffers = buffers;
        this.lines = DotWriter.lineEndsOnly(this::append);
    }

    /** Makes the next chunk. */
    void next() throws UnreadableContentException {
        offset = 0;
        length = 0;
        try {
            if (in instanceof HeldContent held) {
                take(held);
            } else {
                read();
            }
        } catch (MailException e) {
            throw new IllegalStateException("Memory does not lose connections", e);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableContentException(e);
        }
    }

    private void take(HeldContent held) throws MailException {
        byte[] octets = held.octets();
        int from = held.position();
        int to = from + Math.min(held.available(), CHUNK);
        int clean = verbatim ? to : lines.clean(octets, from, to);
        held.skip(to - from);
        last = held.available() == 0;
        if (clean == to && (!last || verbatim || lines.isAtLineStart())) {
            chunk = octets;
            offset = from;
            length = to - from;
        } else {
            append(octets, from, clean - from);
            lines.write(octets, clean, to);
            endIfLast();
        }
    }

    private void read() throws MailException, IOException {
        if (ahead >= 0) {
            makeRoom(1);
            chunk[0] = (byte) ahead;
            take(1);
        }
        int count = 0;
        while (count >= 0 && length < CHUNK) {
            makeRoom(ContentBuffers.READ);
            count = in.read(chunk, length, ContentBuffers.READ);
            take(Math.max(count, 0));
        }
        ahead = count < 0 ? NONE : in.read();
        last = ahead == NONE;
        endIfLast();
    }

    private void endIfLast() throws MailException {
        if (last && !verbatim) {
            lines.end();
        }
    }

    /** So many octets were read to the end of the chunk. */
    private void take(int count) throws MailException {
        int end = length + count;
        length = verbatim ? end : lines.clean(chunk, length, end);
        if (length < end) {
            // it will be longer: the rest makes room for itself
            byte[] rest = buffers.read();
            System.arraycopy(chunk, length, rest, 0, end - length);
            lines.write(rest, 0, end - length);
        }
    }

    private void append(byte[] octets, int from, int count) {
        makeRoom(count);
        System.arraycopy(octets, from, chunk, length, count);
        length += count;
    }

    private void makeRoom(int count) {
        chunk = buffers.chunk(length + count);
    }

    /** No more of it is needed. */
    void giveBack() {
        buffers.giveBack();
    }

    /** What holds the chunk. */
    byte[] octets() {
        return chunk;
    }

    /** Where in it the chunk begins. */
    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Whether the next may have to be waited for: it is not in memory yet. */
    boolean mayWait() {
        return !(in instanceof HeldContent);
    }

    /** Whether the chunk made last is the message's last. */
    boolean isLast() {
        return last;
    }
}
