package io.maillite.smtp;

import io.maillite.wire.DotWriter;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The content of a message in chunks for {@code BDAT}, one at a time. Each says its length in front, so each is held
 * whole; most messages are a single one.
 */
final class ChunkedContent {
    /** A usual message is smaller than that; of a larger one, so much is held. */
    static final int CHUNK = 256 * 1024;

    private final InputStream in;
    private final DotWriter lines;
    private final boolean verbatim;
    private final ContentBuffers buffers;
    private final byte[] read;
    private int readCount;
    private byte[] chunk;
    private int length;

    /** @param verbatim whether lone CR and LF stay, and the last line may lack its end */
    ChunkedContent(InputStream in, boolean verbatim, ContentBuffers buffers) {
        this.in = in;
        this.verbatim = verbatim;
        this.buffers = buffers;
        this.read = buffers.read();
        this.chunk = buffers.chunk();
        this.lines = DotWriter.lineEndsOnly(this::append);
    }

    /** Makes the next chunk. */
    void next() throws UnreadableContentException {
        length = 0;
        try {
            if (readCount == 0) {
                readCount = in.read(read);
            }
            // reads one buffer ahead, so that the last chunk is known to be the last
            while (readCount >= 0 && length < CHUNK) {
                if (verbatim) {
                    append(read, 0, readCount);
                } else {
                    lines.write(read, 0, readCount);
                }
                readCount = in.read(read);
            }
            if (isLast() && !verbatim) {
                lines.end();
            }
        } catch (MailException e) {
            throw new IllegalStateException("Memory does not lose connections", e);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableContentException(e);
        }
    }

    private void append(byte[] octets, int offset, int count) {
        if (count > chunk.length - length) {
            chunk = Arrays.copyOf(chunk, Math.max(chunk.length * 2, length + count));
        }
        System.arraycopy(octets, offset, chunk, length, count);
        length += count;
    }

    /** No more of it is needed. */
    void giveBack() {
        buffers.giveBack(chunk);
    }

    byte[] octets() {
        return chunk;
    }

    int length() {
        return length;
    }

    /** Whether the chunk made last is the message's last. */
    boolean isLast() {
        return readCount < 0;
    }
}
