package io.maillite.smtp;

import java.util.Arrays;

/** Where content passes through on its way out: had once by a session, and not by each of its messages. */
final class ContentBuffers {
    /** Octets that are read at a time. */
    static final int READ = 32 * 1024;

    /** A chunk's buffer that has grown beyond that is not kept. */
    private static final int CHUNK_KEPT = ChunkedContent.CHUNK + READ;

    private byte[] read = {};
    private byte[] chunk = {};

    /** What is read from the content. */
    byte[] read() {
        if (read.length == 0) {
            read = new byte[READ];
        }
        return read;
    }

    /** What a chunk is made in, with room for so much: what is in it stays. */
    byte[] chunk(int size) {
        if (chunk.length < size) {
            int twice = chunk.length * 2;
            // up to what is kept, and from there on in steps that get larger, too
            chunk = Arrays.copyOf(
                    chunk, Math.max(size, chunk.length < CHUNK_KEPT ? Math.min(twice, CHUNK_KEPT) : twice));
        }
        return chunk;
    }

    /** The chunk is no longer needed. */
    void giveBack() {
        if (chunk.length > CHUNK_KEPT) {
            chunk = new byte[0];
        }
    }
}
