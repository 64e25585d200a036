package io.maillite.benchmarks.report;

import io.maillite.benchmarks.server.Installed;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured, in which versions. */
public final class Versions {
    private static final List<String> LIBRARIES = List.of(
            "maillite-client",
            "camel-core-engine",
            "camel-mail",
            "angus-mail",
            "commons-net",
            "vertx-mail-client",
            "simple-java-mail");

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+");

    private Versions() {}

    /** The libraries on the class path. */
    public static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .flatMap(jar -> LIBRARIES.stream().flatMap(library -> version(jar, library)))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> version(String jar, String library) {
        Matcher matcher =
                Pattern.compile(Pattern.quote(library) + "-(\\d.*)\\.jar").matcher(jar);
        return matcher.matches() ? Stream.of(library + " " + matcher.group(1)) : Stream.empty();
    }

    /** The tools that are installed, each in the version that it says first. */
    public static String tools() {
        return Stream.of(
                        version("Python", "python3", "--version"),
                        version("mpop", "mpop", "--version"),
                        version("fetchmail", "fetchmail", "--version"),
                        version("Dovecot", "dovecot", "--version"),
                        version("Postfix", "postconf", "-d", "mail_version"))
                .filter(version -> !version.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String version(String name, String... command) {
        Optional<Path> program = Installed.find(command[0]);
        if (program.isEmpty()) {
            return "";
        }
        command[0] = program.get().toString();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (BufferedReader out = process.inputReader()) {
                Matcher number = NUMBER.matcher(out.lines().collect(Collectors.joining("\n")));
                return number.find() ? name + " " + number.group() : name;
            }
        } catch (IOException e) {
            return name;
        }
    }
}
