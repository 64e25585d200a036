package io.maillite.benchmarks.report;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /** The tools that are installed, by what they say first of themselves. */
    public static String tools() {
        return Stream.of(
                        List.of("python3", "--version"),
                        List.of("mpop", "--version"),
                        List.of("fetchmail", "--version"),
                        List.of("dovecot", "--version"),
                        List.of("postconf", "-d", "mail_version"))
                .map(Versions::firstLine)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String firstLine(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (BufferedReader out = process.inputReader()) {
                String line = out.readLine();
                String name = command.get(0).equals("dovecot") ? "Dovecot " : "";
                return line == null ? "" : (name + line).replaceAll("\\s+", " ");
            }
        } catch (IOException notInstalled) {
            return "";
        }
    }
}
