package io.maillite.camel.smtp;

import io.maillite.smtp.MessageSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * How a message begins (RFC 5322 section 2.2): with a header field. What begins otherwise was meant for somebody else.
 */
final class MessageStart {
    static final String WANTED =
            "smtplite sends complete RFC 822 messages as they are (header fields, a blank line, the body)";

    /** Longer than the names of nearly all fields. */
    private static final int PIECE = 80;

    /** No line is longer (RFC 5322 section 2.1.1). */
    private static final int MOST = 1000;

    private MessageStart() {}

    /**
     * @throws IllegalArgumentException if it is no message
     * @throws IOException if it cannot be read
     */
    static void require(MessageSource content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] piece = new byte[PIECE];
            int count = in.readNBytes(piece, 0, PIECE);
            if (count == 0) {
                throw new IllegalArgumentException("The body is empty: " + WANTED);
            }
            if (!beginsWithField(in, piece, count)) {
                throw new IllegalArgumentException("The body does not begin with a header field: " + WANTED);
            }
        }
    }

    /**
     * A field's name is of printable characters but the colon that ends it (section 3.6.8).
     *
     * @param piece holds the first octets, and takes further ones
     * @param read how many it holds
     */
    private static boolean beginsWithField(InputStream in, byte[] piece, int read) throws IOException {
        boolean inName = true;
        int seen = 0;
        for (int count = read; count > 0; count = in.readNBytes(piece, 0, PIECE)) {
            for (int i = 0; i < count; i++) {
                byte octet = piece[i];
                if (seen > 0 && (octet == ' ' || octet == '\t')) {
                    inName = false; // obsolete, and heard of (section 4.5.8)
                } else if (!inName || octet <= ' ' || octet == 0x7f || octet == ':') {
                    return octet == ':' && seen > 0;
                }
                if (++seen == MOST) {
                    return false;
                }
            }
        }
        return false;
    }
}
