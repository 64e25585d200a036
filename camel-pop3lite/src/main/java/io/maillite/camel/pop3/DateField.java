package io.maillite.camel.pop3;

import io.maillite.camel.support.SpooledOctets;
import java.io.IOException;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code Date} of a message and nothing else. Each message is asked for it, and few for more: to parse the
 * whole header section for it took more memory than the message itself.
 */
final class DateField {
    private static final byte[] NAME = {'d', 'a', 't', 'e'};

    /** Header sections are mostly smaller. */
    private static final int BUFFER = 1024;

    /** A longer value is no date. */
    private static final int MAX_VALUE = 1000;

    private final SpooledOctets octets;
    private final byte[] buffer;
    private long position;
    private int from;
    private int to;

    private DateField(SpooledOctets octets) {
        this.octets = octets;
        this.buffer = new byte[(int) Math.min(BUFFER, octets.length())];
    }

    /**
     * The value of the first one, folded as it is; null if there is none.
     *
     * @throws IOException if the message cannot be read
     */
    static @Nullable ByteArrayBuffer find(SpooledOctets message) throws IOException {
        return message.length() == 0 ? null : new DateField(message).find();
    }

    private @Nullable ByteArrayBuffer find() throws IOException {
        while (true) {
            int matched = 0;
            int octet = next();
            while (matched < NAME.length && lower(octet) == NAME[matched]) {
                matched++;
                octet = next();
            }
            while (matched == NAME.length && (octet == ' ' || octet == '\t')) {
                octet = next(); // obsolete, and in use (RFC 5322 section 4.5)
            }
            if (matched == NAME.length && octet == ':') {
                return value();
            }
            boolean empty = matched == 0 && (octet == '\n' || (octet == '\r' && peek() == '\n'));
            if (empty || !skipLine(octet)) {
                return null;
            }
        }
    }

    private static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }

    /** Up to the end of a line behind which no folding goes on (RFC 5322 section 2.2.3). */
    private ByteArrayBuffer value() throws IOException {
        ByteArrayBuffer value = new ByteArrayBuffer(64);
        for (int octet = next(); octet >= 0 && value.length() < MAX_VALUE; octet = next()) {
            if (octet == '\n' && peek() != ' ' && peek() != '\t') {
                break;
            }
            value.append(octet);
        }
        return value;
    }

    /** Goes behind the end of the line; false if the header section ends before, as far as it is read. */
    private boolean skipLine(int octet) throws IOException {
        int last = octet;
        while (last >= 0 && last != '\n') {
            last = next();
        }
        return last >= 0;
    }

    private int next() throws IOException {
        int octet = peek();
        from++;
        return octet;
    }

    private int peek() throws IOException {
        if (from >= to) {
            int count = position >= HeaderSection.MAX_OCTETS ? -1 : octets.read(position, buffer, 0, buffer.length);
            if (count < 0) {
                return -1;
            }
            position += count;
            from = 0;
            to = count;
        }
        return buffer[from] & 0xff;
    }
}
