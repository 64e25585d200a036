package io.maillite.examples.quickstart;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A message that is sent, and what it must be when it comes back.
 *
 * @param name of its file
 * @param octets how many go over the wire
 * @param sha256 of these octets
 * @param firstLine by which its beginning is found under the trace fields
 * @param messageId by which it is found when it was altered
 */
record OutgoingMessage(
        String name,
        Path file,
        long octets,
        String sha256,
        String firstLine,
        @Nullable String messageId) {
    static OutgoingMessage of(Path file) throws IOException {
        HeaderSection header;
        try (InputStream in = Files.newInputStream(file)) {
            header = HeaderSection.read(in);
        }
        Digest digest = new Digest();
        writeWireForm(file, digest);
        return new OutgoingMessage(
                file.getFileName().toString(),
                file,
                digest.octets(),
                digest.sha256(),
                header.first(),
                header.messageId());
    }

    /** Writes the octets that go over the wire. */
    void writeWireForm(OutputStream out) throws IOException {
        writeWireForm(file, out);
    }

    private static void writeWireForm(Path file, OutputStream out) throws IOException {
        WireForm wire = new WireForm(new BufferedOutputStream(out));
        Files.copy(file, wire);
        wire.finish();
    }
}
