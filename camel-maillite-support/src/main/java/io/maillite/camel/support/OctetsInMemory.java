package io.maillite.camel.support;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.camel.Exchange;

/** Octets in an array; there is nothing to clean up. */
final class OctetsInMemory implements SpooledOctets {
    private final byte[] octets;
    private final int length;

    OctetsInMemory(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int wanted) {
        if (position >= length) {
            return -1;
        }
        int count = (int) Math.min(wanted, length - position);
        System.arraycopy(octets, (int) position, buffer, offset, count);
        return count;
    }

    @Override
    public void writeTo(OutputStream out, long position) throws IOException {
        if (position < length) {
            out.write(octets, (int) position, (int) (length - position));
        }
    }

    @Override
    public void keepFor(Exchange exchange) {}

    @Override
    public void release() {}
}
