package io.maillite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of its own with a small heap. */
public final class SmallJvm {
    /** Long after the slowest machine would have finished. */
    private static final Duration CAP = Duration.ofMinutes(15);

    private SmallJvm() {}

    /**
     * @param heap as for {@code -Xmx}: {@code 48m}
     * @param main what to run
     * @param arguments of it
     * @return what it printed
     * @throws AssertionError if it does not end well
     */
    public static String run(String heap, Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("small-jvm", ".txt");
        try {
            Process process = new ProcessBuilder(command(heap, main, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended;
            try {
                ended = process.waitFor(CAP.toMinutes(), TimeUnit.MINUTES);
            } finally {
                process.destroyForcibly();
            }
            String printed = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(main.getSimpleName() + " with " + heap
                        + (ended ? " ended with " + process.exitValue() : " did not end") + ":\n" + printed);
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    private static List<String> command(String heap, Class<?> main, String... arguments) {
        // Surefire's own class path is a jar that names the real one
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-ea",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
