package io.maillite.smtp;

import java.io.ByteArrayInputStream;

/** The content of a message that is in memory already: whoever knows that need not copy it. */
final class HeldContent extends ByteArrayInputStream {
    /** @param octets must not be changed meanwhile */
    HeldContent(byte[] octets) {
        super(octets);
    }

    /** What holds it, from {@link #position()} on. */
    byte[] octets() {
        return buf;
    }

    /** Where the next octet is that was not read. */
    int position() {
        return pos;
    }
}
