package io.maillite.benchmarks.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a JVM like this one. */
final class Jvm {
    private Jvm() {}

    static List<String> command(List<String> flags, Class<?> main, String... arguments) {
        return command(flags, System.getProperty("java.class.path"), main, arguments);
    }

    static List<String> command(List<String> flags, String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
