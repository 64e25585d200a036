package io.maillite.smtp;

import io.maillite.wire.DotWriter;
import io.maillite.wire.MailException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * How many octets a message has, as far as can be told at little cost, that is sent with its line ends put right (RFC
 * 1870 section 5: with CR and LF, without the dots that {@code DATA} doubles).
 *
 * <p>Who writes line ends of LF alone mostly does so in all lines, and a server may refuse what turns out longer than
 * was said. So the first line tells: where it ends as it should, the others are taken to. Where it does not, what is in
 * memory is counted, and of anything else nothing is said.
 */
final class NormalizedSize {
    /** No line is longer (RFC 5322 section 2.1.1). */
    private static final int LINE = 1000;

    private long octets;

    private NormalizedSize() {}

    /**
     * @param length as it is
     * @return empty if it is not known
     * @throws IOException if it cannot be read
     */
    static OptionalLong of(MessageSource content, long length) throws IOException {
        try (InputStream in = content.open()) {
            if (in instanceof HeldContent held) {
                byte[] octets = held.octets();
                int from = firstLineIsRight(octets, octets.length) ? lastOf(octets) : 0;
                return OptionalLong.of(from + normalized(octets, from));
            }
            byte[] start = new byte[LINE];
            boolean isRight = firstLineIsRight(start, in.readNBytes(start, 0, LINE));
            return isRight ? OptionalLong.of(length) : OptionalLong.empty();
        }
    }

    private static boolean firstLineIsRight(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (octets[i] == '\n') {
                return i > 0 && octets[i - 1] == '\r';
            }
        }
        return false;
    }

    /** Where the last line end starts, or the last octet is. */
    private static int lastOf(byte[] octets) {
        int last = octets.length - 1;
        return octets[last - 1] == '\r' ? last - 1 : last;
    }

    private static long normalized(byte[] octets, int from) throws MailException {
        NormalizedSize size = new NormalizedSize();
        DotWriter lines = DotWriter.lineEndsOnly((in, offset, length) -> size.octets += length);
        lines.write(octets, from, octets.length);
        lines.end();
        return size.octets;
    }
}
