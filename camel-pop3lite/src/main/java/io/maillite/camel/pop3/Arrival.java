package io.maillite.camel.pop3;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** A message on its way in: what is to be known of its octets once they are gone by. */
final class Arrival extends FilterOutputStream {
    private static final int LONGEST_INDICATOR = 4;

    private final Checksum checksum = new CRC32C();
    private final byte[] start = new byte[LONGEST_INDICATOR];
    private int started;

    /** @param sink where it goes */
    Arrival(OutputStream sink) {
        super(sink);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        for (int i = 0; i < length && started < start.length; i++) {
            start[started++] = octets[offset + i];
        }
        checksum.update(octets, offset, length);
        out.write(octets, offset, length);
    }

    /** Of all its octets. */
    long checksum() {
        return checksum.getValue();
    }

    /** Whether it begins as a reply does, and no header field: it may be one, behind another that nobody asked for. */
    boolean startsLikeReply() {
        String text = new String(start, 0, started, StandardCharsets.US_ASCII);
        return text.startsWith("+OK") || text.startsWith("-ERR");
    }
}
