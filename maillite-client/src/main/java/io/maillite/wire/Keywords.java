package io.maillite.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;

/**
 * What a server says that it can do: a keyword a line, and words behind it (RFC 2449 section 3, RFC 5321 section
 * 4.1.1.1).
 */
public final class Keywords {
    private Keywords() {}

    /**
     * Takes the lines apart.
     *
     * @param lines without their line ends
     * @return the words behind each keyword, of all its lines; the keywords in any letter case
     */
    public static Map<String, List<String>> of(List<String> lines) {
        Map<String, List<String>> keywords = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            StringTokenizer words = new StringTokenizer(line, " \t\r");
            if (words.hasMoreTokens()) {
                List<String> behind = keywords.computeIfAbsent(
                        words.nextToken().toUpperCase(Locale.ROOT), first -> new ArrayList<>());
                while (words.hasMoreTokens()) {
                    behind.add(words.nextToken());
                }
            }
        }
        keywords.replaceAll((keyword, words) -> List.copyOf(words));
        return Collections.unmodifiableMap(keywords);
    }
}
