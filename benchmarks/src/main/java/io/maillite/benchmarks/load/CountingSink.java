package io.maillite.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Counts octets, and forgets them. For one thread at a time. */
public final class CountingSink extends OutputStream {
    private final byte[] buffer = new byte[1 << 16];
    private long octets;

    @Override
    public void write(int octet) {
        octets++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        octets += length;
    }

    /** Reads a stream to its end, without an object of its own for each. */
    public void drain(InputStream in) throws IOException {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            octets += count;
        }
    }

    /** How many came. */
    public long octets() {
        return octets;
    }
}
