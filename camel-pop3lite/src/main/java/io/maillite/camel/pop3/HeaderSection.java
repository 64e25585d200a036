package io.maillite.camel.pop3;

import io.maillite.camel.support.SpooledOctets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header section of a message (RFC 5322 section 2.2), one field after the other. Whoever sent the message wrote it,
 * so a line that is no field is passed over, and what goes on without end is cut off. Of a field that nobody asks for
 * nothing is made: each message is asked for its date, and few for more.
 */
final class HeaderSection {
    /** More fields are not read. */
    static final int MAX_FIELDS = 1000;

    /** More octets are not read. */
    static final int MAX_OCTETS = 256 * 1024;

    /** A field with a longer name is none. */
    private static final int MAX_NAME = 1000;

    /** Of a file; header sections are mostly smaller. */
    private static final int BUFFER = 1024;

    /** Of memory, where more of it costs more than to come again. */
    private static final int BUFFER_OF_MEMORY = 256;

    private static final int END = -1;

    private final @Nullable SpooledOctets octets;
    private final byte[] buffer;
    private long position;
    private int from;
    private int to;

    private byte[] name = new byte[32];
    private int nameLength;
    private int fields;
    private boolean inField;

    HeaderSection(SpooledOctets octets) {
        this.octets = octets;
        this.buffer = new byte[(int) Math.min(octets.inMemory() ? BUFFER_OF_MEMORY : BUFFER, octets.length())];
    }

    /** @param section as {@link #octetsOf} gives it */
    HeaderSection(byte[] section) {
        this.octets = null;
        this.buffer = section;
        this.to = section.length;
    }

    /**
     * The octets of the section alone, with the line that ends it.
     *
     * @throws IOException if the message cannot be read
     */
    static byte[] octetsOf(SpooledOctets octets) throws IOException {
        byte[] section = new byte[(int) Math.min(BUFFER, octets.length())];
        int length = 0;
        int lineStart = 0;
        int count;
        while (length < MAX_OCTETS && (count = octets.read(length, section, length, section.length - length)) > 0) {
            int from = length;
            length += count;
            for (int i = from; i < length; i++) {
                if (section[i] == '\n') {
                    if (i == lineStart || (i == lineStart + 1 && section[lineStart] == '\r')) {
                        return Arrays.copyOf(section, i + 1);
                    }
                    lineStart = i + 1;
                }
            }
            if (length == section.length) {
                section = Arrays.copyOf(section, (int) Math.min(2L * length, octets.length()));
            }
        }
        return Arrays.copyOf(section, Math.min(length, MAX_OCTETS));
    }

    /**
     * Goes to the next field.
     *
     * @return whether there is one
     * @throws IOException if the message cannot be read
     */
    boolean next() throws IOException {
        if (inField) {
            do {
                skipLine();
            } while (isSpace(peek()));
        }
        inField = false;
        while (!inField && fields < MAX_FIELDS && !isAtEnd()) {
            inField = readName();
            if (inField) {
                fields++;
            } else {
                skipLine();
            }
        }
        return inField;
    }

    /** The section ends with an empty line; the message may end before. */
    private boolean isAtEnd() throws IOException {
        if (peek() == '\r') {
            from++; // it belongs to no name either
        }
        return peek() == '\n' || peek() == END;
    }

    /** @return whether there is one, and a colon behind it */
    private boolean readName() throws IOException {
        nameLength = 0;
        for (int octet = peek(); isOfName(octet) && nameLength < MAX_NAME; octet = peek()) {
            if (nameLength == name.length) {
                name = Arrays.copyOf(name, 2 * nameLength);
            }
            name[nameLength++] = (byte) octet;
            from++;
        }
        while (nameLength > 0 && isSpace(peek())) {
            from++; // obsolete, and in use (RFC 5322 section 4.5)
        }
        boolean isName = nameLength > 0 && peek() == ':';
        from += isName ? 1 : 0;
        return isName;
    }

    private static boolean isOfName(int octet) {
        return octet > ' ' && octet < 0x7f && octet != ':';
    }

    private static boolean isSpace(int octet) {
        return octet == ' ' || octet == '\t';
    }

    /** @param lowerCase in US-ASCII */
    boolean isNamed(byte[] lowerCase) {
        boolean is = nameLength == lowerCase.length;
        for (int i = 0; is && i < nameLength; i++) {
            int octet = name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 'a' - 'A' : name[i];
            is = octet == lowerCase[i];
        }
        return is;
    }

    /** The name of the field. */
    String name() {
        return new String(name, 0, nameLength, StandardCharsets.US_ASCII);
    }

    /**
     * What the field holds, unfolded (RFC 5322 section 2.2.3), from UTF-8. To be asked once.
     *
     * @param most more octets are not read
     * @throws IOException if the message cannot be read
     */
    String value(int most) throws IOException {
        byte[] value = new byte[64];
        int length = 0;
        for (int octet = peek(); octet != END && inField && length < most; octet = peek()) {
            from++;
            if (octet == '\n') {
                inField = isSpace(peek());
            } else if (octet != '\r' || peek() != '\n') {
                if (length == value.length) {
                    value = Arrays.copyOf(value, 2 * length);
                }
                value[length++] = (byte) octet;
            }
        }
        return new String(value, 0, length, StandardCharsets.UTF_8);
    }

    private void skipLine() throws IOException {
        int octet = peek();
        while (octet != END && octet != '\n') {
            while (from < to && buffer[from] != '\n') {
                from++; // most of what is read is this
            }
            octet = peek();
        }
        from++;
    }

    private int peek() throws IOException {
        return from < to || fill() ? buffer[from] & 0xff : END;
    }

    private boolean fill() throws IOException {
        int count = octets == null || position >= MAX_OCTETS || buffer.length == 0
                ? END
                : octets.read(position, buffer, 0, buffer.length);
        if (count < 0) {
            return false;
        }
        position += count;
        from = 0;
        to = count;
        return true;
    }
}
