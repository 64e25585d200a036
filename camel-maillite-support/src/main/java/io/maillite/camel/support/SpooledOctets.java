package io.maillite.camel.support;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.camel.Exchange;

/** Octets that can be read as often as wanted, by several readers at a time. */
public interface SpooledOctets {
    /** How many they are. */
    long length();

    /** Whether they are held in memory, and not in a file. */
    boolean inMemory();

    /**
     * Reads some of them.
     *
     * @param position of the first to read
     * @return how many were read, or -1 if there are none at that position
     */
    int read(long position, byte[] buffer, int offset, int length) throws IOException;

    /** Writes those from a position on. */
    void writeTo(OutputStream out, long position) throws IOException;

    /** They are needed until this exchange is done, and may be needed longer by others. */
    void keepFor(Exchange exchange);

    /** Nobody needs them any more who was not named to {@link #keepFor}. */
    void release();
}
