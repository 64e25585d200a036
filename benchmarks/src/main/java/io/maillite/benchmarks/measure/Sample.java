package io.maillite.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one run took.
 *
 * @param run the how manieth in its JVM; the first is the cold one
 * @param figures by their names, in order
 */
public record Sample(int run, Map<String, Double> figures) {
    private static final String MARK = "@sample";

    /** A line of text. */
    public String line() {
        return figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining("\t", MARK + "\t" + run + "\t", ""));
    }

    /** Whether this is such a line, and not something else that a JVM says. */
    public static boolean isOne(String line) {
        return line.startsWith(MARK + "\t");
    }

    /** Such a line, read. */
    public static Sample of(String line) {
        String[] words = line.split("\t", -1);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            figures.put(words[i].substring(0, equals), Double.parseDouble(words[i].substring(equals + 1)));
        }
        return new Sample(Integer.parseInt(words[1]), figures);
    }
}
