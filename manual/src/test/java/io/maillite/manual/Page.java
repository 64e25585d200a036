package io.maillite.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation. What stands between two marks in it is written by the build. */
record Page(String name) {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ""), "..").toAbsolutePath().normalize();

    static Path root() {
        return ROOT;
    }

    String text() {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String section(String section) {
        String text = text();
        return text.substring(start(text, section), end(text, section));
    }

    void write(String section, String content) {
        String text = text();
        try {
            Files.writeString(
                    ROOT.resolve(name),
                    text.substring(0, start(text, section)) + content + text.substring(end(text, section)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of code in that language, from top to bottom. */
    List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** What stands in backticks in the first cell of each row of each table. */
    List<String> firstCells() {
        return Pattern.compile("^\\| ((?:`[^`]+`(?:, )?)+) \\|", Pattern.MULTILINE)
                .matcher(text())
                .results()
                .map(row -> row.group(1))
                .flatMap(cell ->
                        Pattern.compile("`([^`]+)`").matcher(cell).results().map(name -> name.group(1)))
                .toList();
    }

    /** What stands in backticks, anywhere. */
    List<String> code() {
        return Pattern.compile("`([^`\n]+)`")
                .matcher(text())
                .results()
                .map(code -> code.group(1))
                .toList();
    }

    private int start(String text, String section) {
        return after(text, "<!-- " + section + ": written by the build -->\n", 0);
    }

    private int end(String text, String section) {
        String mark = "<!-- end of " + section + " -->";
        return after(text, mark, start(text, section)) - mark.length();
    }

    private int after(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        if (at < 0) {
            throw new IllegalStateException(name + " has no line " + mark);
        }
        return at + mark.length();
    }
}
