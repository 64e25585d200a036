package io.maillite.wire;

import java.util.List;

/**
 * One line of a command, without its line end, as it is sent and as it may be shown. The command that carries a secret
 * knows it: whoever traces or reports sees {@link #shown()} only.
 *
 * @param text what is sent; holds no control character
 * @param shown what logs and errors show
 * @param secrets what must never be shown, should the server repeat it
 */
public record CommandLine(String text, String shown, List<String> secrets) {

    /** Refuses control characters: nothing that a user, a header or a mail gives can start a command of its own. */
    public CommandLine {
        secrets = List.copyOf(secrets);
        if (!ServerText.isPlain(text)) {
            requireNoControls(text, shown);
        }
    }

    private static void requireNoControls(String text, String shown) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                throw new IllegalArgumentException(String.format(
                        "The command '%s' would hold the control character U+%04X: nothing was sent",
                        ServerText.printable(shown), (int) c));
            }
        }
    }

    /**
     * A line that holds no secret.
     *
     * @param text what is sent
     * @throws IllegalArgumentException if it holds a control character
     */
    public static CommandLine of(String text) {
        return new CommandLine(text, text, List.of());
    }

    /**
     * A line that holds a secret.
     *
     * @param text what is sent
     * @param shown the same without the secret
     * @param secrets what the server must not make us show by repeating it
     * @throws IllegalArgumentException if the text holds a control character
     */
    public static CommandLine secret(String text, String shown, String... secrets) {
        return new CommandLine(text, shown, List.of(secrets));
    }

    /** {@link #shown()}: a line must not give its secret away by being printed. */
    @Override
    public String toString() {
        return shown;
    }
}
