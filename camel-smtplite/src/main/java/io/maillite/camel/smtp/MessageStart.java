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

    private static final int MOST = 1000;

    private MessageStart() {}

    /**
     * @throws IllegalArgumentException if it is no message
     * @throws IOException if it cannot be read
     */
    static void require(MessageSource content) throws IOException {
        byte[] start;
        try (InputStream in = content.open()) {
            start = in.readNBytes(MOST);
        }
        if (start.length == 0) {
            throw new IllegalArgumentException("The body is empty: " + WANTED);
        }
        if (!beginsWithField(start)) {
            throw new IllegalArgumentException("The body does not begin with a header field: " + WANTED);
        }
    }

    /** A field's name is of printable characters but the colon that ends it (section 3.6.8). */
    private static boolean beginsWithField(byte[] start) {
        int i = 0;
        while (i < start.length && start[i] > ' ' && start[i] < 0x7f && start[i] != ':') {
            i++;
        }
        int name = i;
        while (i < start.length && (start[i] == ' ' || start[i] == '\t')) {
            i++; // obsolete, and heard of (section 4.5.8)
        }
        return name > 0 && i < start.length && start[i] == ':';
    }
}
