package io.maillite.benchmarks.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runtime class path of each component as Maven has resolved it, which {@code benchmarks/run} leaves in files. */
final class ClassPaths {
    private static final Path FOLDER = Path.of("target", "class-paths");
    private static final String CORE = "camel-core";

    private ClassPaths() {}

    /** The jars of an artifact with all that it brings. */
    static List<Path> of(String artifact) throws IOException {
        Path file = FOLDER.resolve(artifact);
        if (!Files.exists(file)) {
            throw new IOException("There is no class path of " + artifact + ": benchmarks/run makes it when it builds");
        }
        return Stream.of(Files.readString(file).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    /** The jars that it adds to those of camel-core. */
    static List<Path> beyondCore(String artifact) throws IOException {
        Set<String> core =
                of(CORE).stream().map(jar -> String.valueOf(jar.getFileName())).collect(Collectors.toSet());
        return of(artifact).stream()
                .filter(jar -> !core.contains(String.valueOf(jar.getFileName())))
                .toList();
    }

    /** All that a program needs that uses camel-core and this. */
    static String withCore(String artifact) throws IOException {
        List<Path> all = new ArrayList<>(of(CORE));
        all.addAll(beyondCore(artifact));
        return all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
