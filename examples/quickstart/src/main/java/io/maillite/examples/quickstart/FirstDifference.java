package io.maillite.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Takes in what was sent, and finds the first octet at which what arrived is another. */
final class FirstDifference extends OutputStream {
    private static final int EXCERPT = 32;

    private final InputStream arrived;
    private final ByteArrayOutputStream sentExcerpt = new ByteArrayOutputStream();
    private byte @Nullable [] arrivedExcerpt;
    private long octet = 1;
    private long line = 1;

    /** @param arrived is read as far as it is equal, and a little further */
    FirstDifference(InputStream arrived) {
        this.arrived = arrived;
    }

    @Override
    public void write(int sent) throws IOException {
        if (arrivedExcerpt != null) {
            if (sentExcerpt.size() < EXCERPT) {
                sentExcerpt.write(sent);
            }
            return;
        }
        int other = arrived.read();
        if (other == (sent & 0xff)) {
            octet++;
            line += other == '\n' ? 1 : 0;
            return;
        }
        sentExcerpt.write(sent);
        arrivedExcerpt = excerptFrom(other);
    }

    private byte[] excerptFrom(int first) throws IOException {
        ByteArrayOutputStream excerpt = new ByteArrayOutputStream();
        if (first >= 0) {
            excerpt.write(first);
            excerpt.write(arrived.readNBytes(EXCERPT - 1));
        }
        return excerpt.toByteArray();
    }

    /** Says it, when all that was sent was taken in. */
    String describe() throws IOException {
        byte[] other = arrivedExcerpt != null ? arrivedExcerpt : arrived.readNBytes(EXCERPT);
        return "octet " + octet + ", in line " + line + ": sent " + quoted(sentExcerpt.toByteArray()) + ", received "
                + quoted(other);
    }

    private static String quoted(byte[] octets) {
        if (octets.length == 0) {
            return "nothing more";
        }
        StringBuilder text = new StringBuilder("\"");
        for (byte octet : octets) {
            switch (octet) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '"', '\\' -> text.append('\\').append((char) octet);
                default -> {
                    if (octet >= ' ' && octet < 0x7f) {
                        text.append((char) octet);
                    } else {
                        text.append(String.format("\\x%02x", octet & 0xff));
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
