package io.maillite.smtp;

/** Where content passes through on its way out: had once by a session, and not by each of its messages. */
final class ContentBuffers {
    /** Octets that are read at a time. */
    static final int READ = 16 * 1024;

    /** A chunk's buffer that has grown beyond that is not kept. */
    private static final int CHUNK_KEPT = 64 * 1024;

    private byte[] read = {};
    private byte[] chunk = {};

    /** What is read from the content. */
    byte[] read() {
        if (read.length == 0) {
            read = new byte[READ];
        }
        return read;
    }

    /** What a chunk is made in; it may be given back larger. */
    byte[] chunk() {
        if (chunk.length == 0) {
            chunk = new byte[READ];
        }
        return chunk;
    }

    /** The buffer of a chunk is no longer needed. */
    void giveBack(byte[] grown) {
        chunk = grown.length <= CHUNK_KEPT ? grown : new byte[0];
    }
}
