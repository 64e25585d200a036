package io.maillite.pop3;

import io.maillite.wire.Connection;
import org.jspecify.annotations.Nullable;

/** Puts a {@code -ERR} in the user's words. */
final class Refusal {
    private Refusal() {}

    static Pop3Exception of(Connection connection, String command, Pop3Reply reply) {
        String text = connection.printable(reply.text());
        String code = Pop3Reply.responseCode(text).orElse(null);
        return new Pop3Exception(
                connection.server() + ": " + command + " was answered -ERR" + (text.isEmpty() ? "" : " " + text)
                        + advice(code),
                text,
                code);
    }

    private static String advice(@Nullable String code) {
        if (code == null) {
            return "";
        }
        return switch (code) {
            case "IN-USE" -> ". Another session has the mailbox open: try again when it has ended";
            case "LOGIN-DELAY" -> ". The server wants more time between logins: poll less often";
            case "SYS/TEMP" -> ". The server has a passing problem: try again later";
            case "SYS/PERM" -> ". The server's administrator has to mend this";
            default -> "";
        };
    }
}
