package io.maillite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md shows in Java is part of a class that is compiled and run: one whose name ends in {@code Example}. */
class ReadmeTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "maillite-client"));
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void whatIsShownIsCompiled() throws IOException {
        List<String> shown = JAVA.matcher(Files.readString(MODULE.resolve("README.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> withoutIndent(block.substring("```java\n".length(), block.length() - "```".length())))
                .toList();
        String compiled = examples();
        assertThat(shown).isNotEmpty().allSatisfy(block -> assertThat(compiled).contains(block));
    }

    private static String examples() throws IOException {
        try (Stream<Path> files = Files.walk(MODULE.resolve("src/test/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith("Example.java"))
                    .toList()) {
                all.append(withoutIndent(Files.readString(file)));
            }
            return all.toString();
        }
    }

    private static String withoutIndent(String text) {
        return text.lines().map(line -> line.strip() + "\n").collect(Collectors.joining());
    }
}
