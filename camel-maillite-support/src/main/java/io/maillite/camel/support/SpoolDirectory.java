package io.maillite.camel.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StreamCachingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Where temporary files go: into the spool directory of Camel's stream caching, where one was configured, else into the
 * JVM's own directory for them.
 */
public final class SpoolDirectory {
    private final @Nullable Path configured;

    private SpoolDirectory(@Nullable Path configured) {
        this.configured = configured;
    }

    /** The directory of a Camel context, made if it is not there yet. */
    public static SpoolDirectory of(CamelContext context) {
        StreamCachingStrategy caching = context.getStreamCachingStrategy();
        File directory = caching == null ? null : caching.getSpoolDirectory();
        return new SpoolDirectory(directory == null ? null : directory.toPath());
    }

    /**
     * A new, empty file that its owner alone can read.
     *
     * @throws IOException if it cannot be made
     */
    Path newFile() throws IOException {
        // createTempFile gives the file to its owner alone, where the file system knows owners
        if (configured == null) {
            return Files.createTempFile("maillite-", ".eml");
        }
        Files.createDirectories(configured);
        return Files.createTempFile(configured, "maillite-", ".eml");
    }
}
