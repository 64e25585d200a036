package io.maillite.testkit.pop3;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The octets of a message, held or made each time they are asked for. */
public interface MessageContent {
    /** How many there are. */
    long size();

    /** Writes them. */
    void writeTo(OutputStream sink) throws IOException;

    /** These octets. */
    static MessageContent of(byte[] octets) {
        return new MessageContent() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public void writeTo(OutputStream sink) throws IOException {
                sink.write(octets);
            }
        };
    }

    /**
     * A message of exactly this size, made of its subject and lines of text, always the same for the same arguments,
     * and never held whole.
     */
    static MessageContent generated(String subject, long size) {
        byte[] header = ("Subject: " + subject + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] line = "The quick brown fox jumps over the lazy dog, and again and again.\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        if (size < header.length + 2L) {
            throw new IllegalArgumentException("A message of " + size + " octets cannot hold its header");
        }
        return new MessageContent() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void writeTo(OutputStream sink) throws IOException {
                sink.write(header);
                long left = size - header.length;
                while (left >= 2L * line.length) {
                    sink.write(line);
                    left -= line.length;
                }
                // Fewer octets than two lines: x up to the last line end.
                byte[] last = "x".repeat((int) left).getBytes(StandardCharsets.US_ASCII);
                last[last.length - 2] = '\r';
                last[last.length - 1] = '\n';
                sink.write(last);
            }
        };
    }
}
