package io.maillite.examples.quickstart;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;

/** Makes a message with a large attachment: random octets, always the same. */
final class LargeMessage {
    /** Base64 makes lines of 76 characters (RFC 2045 section 6.8) of them. */
    private static final int OCTETS_PER_LINE = 57;

    private static final int WIRE_OCTETS_PER_LINE = 78;

    private static final String HEADER = """
            From: Ada Example <ada@example.org>
            To: Bob Example <bob@example.org>
            Subject: A large attachment
            Date: Mon, 06 Jan 2025 08:25:00 +0000
            Message-ID: <large@quickstart.example.org>
            MIME-Version: 1.0
            Content-Type: application/octet-stream; name="large.bin"
            Content-Disposition: attachment; filename="large.bin"
            Content-Transfer-Encoding: base64

            """;

    private LargeMessage() {}

    /** @param octets how large it is to be; it will not be larger, and hardly smaller */
    static void write(Path file, long octets) throws IOException {
        Random random = new Random(25);
        byte[] line = new byte[OCTETS_PER_LINE];
        byte[] header = HEADER.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header);
            for (long left = octets - header.length; left >= WIRE_OCTETS_PER_LINE; left -= WIRE_OCTETS_PER_LINE) {
                random.nextBytes(line);
                out.write(Base64.getEncoder().encode(line));
                out.write('\r');
                out.write('\n');
            }
        }
    }
}
