package io.maillite.benchmarks.measure;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of the threads in which this JVM compiles. */
final class CompilerThreads {
    private static final Path THREADS = Path.of("/proc/self/task");

    /** {@code C1 CompilerThread0} and {@code C2 CompilerThread0}, cut as Linux cuts names. */
    private static final String NAME = "CompilerThre";

    private CompilerThreads() {}

    /** Nanoseconds of the processor that those of today have taken so far; 0 if this is not Linux. */
    static long nanos() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                nanos += nanos(thread);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return 0;
        }
        return nanos;
    }

    private static long nanos(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm"));
            boolean compiles = name.startsWith("C1 " + NAME) || name.startsWith("C2 " + NAME);
            return compiles
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", -1)[0])
                    : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
