package io.maillite.testkit.jvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A main class of the tests in a JVM of its own, with the class path of the tests or a part of it. */
public final class TestJvm {
    /** Long after the slowest machine would have finished. */
    private static final Duration CAP = Duration.ofMinutes(15);

    private final Class<?> main;
    private final List<String> options;
    private final Predicate<Path> inClassPath;

    private TestJvm(Class<?> main, List<String> options, Predicate<Path> inClassPath) {
        this.main = main;
        this.options = options;
        this.inClassPath = inClassPath;
    }

    /** To run this class. */
    public static TestJvm of(Class<?> main) {
        return new TestJvm(main, List.of("-ea", "-XX:+ExitOnOutOfMemoryError"), entry -> true);
    }

    /** The same with only these jars and folders of the tests' class path. */
    public TestJvm having(Predicate<Path> entries) {
        return new TestJvm(main, options, entries);
    }

    /** The same with so much heap, as for {@code -Xmx}: {@code 48m}. */
    public TestJvm heap(String most) {
        return options("-Xmx" + most);
    }

    /** The same with these options of the JVM, too. */
    public TestJvm options(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(Arrays.asList(more));
        return new TestJvm(main, all, inClassPath);
    }

    /** Starts it; what it prints goes to the end of this file. It ends when its standard input does, if it wants to. */
    public Process start(Path output, String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    /**
     * Runs it to its end.
     *
     * @return what it printed
     * @throws AssertionError if it does not end well
     */
    public String run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("test-jvm", ".txt");
        try {
            Process process = start(output, arguments);
            boolean ended;
            try {
                ended = process.waitFor(CAP.toMinutes(), TimeUnit.MINUTES);
            } finally {
                process.destroyForcibly();
            }
            String printed = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(main.getSimpleName() + " with " + options
                        + (ended ? " ended with " + process.exitValue() : " did not end") + ":\n" + printed);
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    private List<String> command(String... arguments) {
        // Surefire's own class path is a jar that names the real one
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String classPath = Arrays.stream(whole.split(File.pathSeparator))
                .filter(entry -> inClassPath.test(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
