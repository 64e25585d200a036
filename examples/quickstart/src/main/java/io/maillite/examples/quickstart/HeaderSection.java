package io.maillite.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines from the beginning of a message to the first empty one, and where each begins. Octets are Latin-1 here, so
 * that none is lost.
 */
record HeaderSection(List<Line> lines) {
    private static final int AT_MOST = 1024 * 1024;

    /** @param offset of its first octet, from the beginning of the message */
    record Line(long offset, String text) {}

    /** @param in is read up to the empty line, and a little further */
    static HeaderSection read(InputStream in) throws IOException {
        byte[] octets = in.readNBytes(AT_MOST);
        List<Line> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                int end = i > begin && octets[i - 1] == '\r' ? i - 1 : i;
                lines.add(new Line(begin, new String(octets, begin, end - begin, StandardCharsets.ISO_8859_1)));
                if (end == begin) {
                    break;
                }
                begin = i + 1;
            }
        }
        return new HeaderSection(lines);
    }

    /** The first line, or an empty one. */
    String first() {
        return lines.isEmpty() ? "" : lines.get(0).text();
    }

    /** Whether a line begins there, and is this one. */
    boolean has(long offset, String text) {
        return lines.stream()
                .anyMatch(line -> line.offset() == offset && line.text().equals(text));
    }

    /** Where that line begins, or -1. */
    long find(String text) {
        return lines.stream()
                .filter(line -> line.text().equals(text))
                .mapToLong(Line::offset)
                .findFirst()
                .orElse(-1);
    }

    /** What identifies the message, or null; the field may be folded. */
    @Nullable
    String messageId() {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).text();
            if (line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
                String value = line.substring(11).strip();
                if (value.isEmpty() && i + 1 < lines.size()) {
                    value = lines.get(i + 1).text().strip();
                }
                return value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    /** The names of the fields that begin before this offset. */
    String namesBefore(long offset) {
        return lines.stream()
                .filter(line -> line.offset() < offset && line.text().matches("[!-9;-~]+\\s*:.*"))
                .map(line -> line.text().substring(0, line.text().indexOf(':')).strip())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
