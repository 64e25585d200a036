package io.maillite.benchmarks.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that was run to its end, or to its cap.
 *
 * @param output lines of its standard output
 * @param failure what is wrong with how it ended; empty if nothing is
 */
record Child(List<String> output, String failure) {
    /** How a JVM ends with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    /** @param log a file for its output; its errors go next to it */
    static Child run(List<String> command, Duration cap, Path log) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Path errors = log.resolveSibling(log.getFileName() + ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(log.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(cap.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Child(Files.readAllLines(log), "took more than " + cap.toSeconds() + " s");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        List<String> output = Files.readAllLines(log);
        return new Child(output, process.exitValue() == 0 ? "" : failure(errors, process.exitValue()));
    }

    private static String failure(Path errors, int status) throws IOException {
        if (status == OUT_OF_MEMORY) {
            return "out of memory";
        }
        return Files.readAllLines(errors).stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .reduce((first, second) -> second)
                .orElse("ended with status " + status)
                .strip();
    }
}
