package io.maillite.testkit.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a test of a promise has tried and found, for whoever runs the build: lines in {@code target/evidence} of its
 * module, which {@code .ci/run} prints at its end. It is written when it was seen, also by a test that fails then.
 */
public final class Evidence {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "target", "evidence");

    private final Path file;

    private Evidence(Path file) {
        this.file = file;
    }

    /**
     * Begins anew what was written under this name by an earlier run.
     *
     * @param promise what is proven, fit for the name of a file: {@code cut-pop3}; the names' order is that of the
     *     report
     */
    public static Evidence of(String promise) {
        Path file = FOLDER.resolve(promise + ".txt");
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Evidence(file);
    }

    /** Adds a line: what was tried, how often, and what was lost, doubled or leaked. */
    public synchronized void add(String line) {
        try {
            Files.writeString(file, "[" + Effort.asked() + "] " + line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
