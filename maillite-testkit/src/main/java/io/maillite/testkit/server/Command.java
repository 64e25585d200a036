package io.maillite.testkit.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A command as it came.
 *
 * @param line the whole line, without its end
 * @param verb its first word, in upper case
 * @param arguments what follows the first space
 */
public record Command(String line, String verb, String arguments) {
    /** Stands for the moment when a connection was made, before the greeting. */
    public static final Command CONNECT = new Command("CONNECT", "CONNECT", "");

    /** Stands for the end of a message's data. */
    public static final Command END_OF_DATA = new Command(".", ".", "");

    static Command of(byte[] octets) {
        int length = octets.length;
        while (length > 0 && (octets[length - 1] == '\n' || octets[length - 1] == '\r')) {
            length--;
        }
        String line = new String(octets, 0, length, StandardCharsets.UTF_8);
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        return new Command(line, verb.toUpperCase(Locale.ROOT), space < 0 ? "" : line.substring(space + 1));
    }

    /** The arguments, split at spaces. */
    public List<String> words() {
        return arguments.isBlank() ? List.of() : List.of(arguments.strip().split(" +"));
    }

    /**
     * Whether it is what this pattern says: a whole line ({@code DELE 2}) or a verb ({@code DELE}), in any letter case.
     */
    boolean is(String pattern) {
        return line.equalsIgnoreCase(pattern) || verb.equalsIgnoreCase(pattern);
    }
}
