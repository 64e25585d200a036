package io.maillite.camel.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * The octets of a message as the body of an exchange: readable as often as wanted, from memory or from a file. Each
 * copy has a position of its own.
 */
public final class MailContent extends InputStream implements StreamCache {
    private final SpooledOctets octets;
    private long position;

    MailContent(SpooledOctets octets) {
        this.octets = octets;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        int count = octets.read(position, buffer, offset, length);
        if (count > 0) {
            position += count;
        }
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, length() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, length() - position);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        octets.writeTo(out, position);
        position = length();
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long rest = length() - position;
        writeTo(out);
        return rest;
    }

    /** Back to the first octet. */
    @Override
    public void reset() {
        position = 0;
    }

    /** A view of the same octets, which stay for as long as that exchange needs them too. */
    @Override
    public StreamCache copy(Exchange exchange) {
        octets.keepFor(exchange);
        return new MailContent(octets);
    }

    @Override
    public boolean inMemory() {
        return octets.inMemory();
    }

    @Override
    public long length() {
        return octets.length();
    }

    @Override
    public long position() {
        return position;
    }

    /** A view of the same octets, from the first. */
    public InputStream fromStart() {
        return new MailContent(octets);
    }

    /** Where the octets are held. */
    public SpooledOctets octets() {
        return octets;
    }

    /** The size, not the content. */
    @Override
    public String toString() {
        return "MailContent[" + length() + " octets]";
    }
}
