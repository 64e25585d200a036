package io.maillite.interop;

import java.util.Locale;
import java.util.Set;

/** What servers put on top of a message that they have taken (RFC 5321 section 4.4). */
final class TraceFields {
    private static final Set<String> NAMES = Set.of("return-path", "delivered-to", "received", "x-original-to");

    private TraceFields() {}

    /** Whether this is whole header fields of that kind and nothing else. */
    static boolean areAll(String text) {
        return text.endsWith("\n")
                && text.lines()
                        .allMatch(line -> line.startsWith(" ")
                                || line.startsWith("\t")
                                || NAMES.contains(line.replaceFirst(":.*", "").toLowerCase(Locale.ROOT)));
    }
}
