package io.maillite.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The content of a message: a header and a body, as they are. It can be opened more than once, because it may have to
 * be looked at before it is sent, or sent once more; it is never held whole.
 */
public interface MessageSource {
    /**
     * Opens it, at its start.
     *
     * @return a stream that will be closed
     * @throws IOException if it cannot be read
     */
    InputStream open() throws IOException;

    /** How many octets it has; empty if that is not known. */
    default OptionalLong length() {
        return OptionalLong.empty();
    }

    /** These octets, which must not be changed meanwhile. */
    static MessageSource of(byte[] octets) {
        return new MessageSource() {
            @Override
            public InputStream open() {
                return new HeldContent(octets);
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(octets.length);
            }
        };
    }

    /** The file there. */
    static MessageSource of(Path file) {
        return new MessageSource() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public OptionalLong length() {
                try {
                    return OptionalLong.of(Files.size(file));
                } catch (IOException e) {
                    return OptionalLong.empty(); // opening it will say what is wrong
                }
            }
        };
    }
}
