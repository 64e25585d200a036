package io.maillite.pop3;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.ServerText;
import java.util.Locale;
import java.util.Optional;

/**
 * The first line of a reply (RFC 1939 section 3): a status indicator and a text.
 *
 * @param status what it means
 * @param text what stands behind the indicator, as it came
 */
record Pop3Reply(Status status, String text) {
    /** The status indicators. */
    enum Status {
        OK("+OK"),
        ERR("-ERR"),
        /** A server challenge (RFC 5034 section 4). */
        CHALLENGE("+");

        private final String indicator;

        Status(String indicator) {
            this.indicator = indicator;
        }

        private boolean starts(String line) {
            return (line.startsWith(indicator) || line.regionMatches(true, 0, indicator, 0, indicator.length()))
                    && (line.length() == indicator.length() || !isWord(line.charAt(indicator.length())));
        }

        private String text(String line) {
            int behind = indicator.length();
            return line.substring(behind < line.length() && line.charAt(behind) == ' ' ? behind + 1 : behind);
        }

        /** Some servers forget the space, as in {@code -ERR: no} or {@code +OK<1896.697@example.org>}. */
        private boolean isWord(char next) {
            return this == CHALLENGE ? next > ' ' : Character.isLetterOrDigit(next);
        }
    }

    private static final Status[] STATUSES = Status.values();

    /** Reads a reply that is no challenge. */
    static Pop3Reply read(Connection connection) throws MailException {
        Pop3Reply reply = parse(connection, connection.readLine());
        if (reply.status == Status.CHALLENGE) {
            throw broken(connection, "+ " + reply.text);
        }
        return reply;
    }

    /** Reads a reply that may be a challenge. */
    static Pop3Reply readWithin(Connection connection, int maxLine) throws MailException {
        return parse(connection, connection.readLine(maxLine));
    }

    private static Pop3Reply parse(Connection connection, String line) throws MailException {
        for (Status status : STATUSES) {
            if (status.starts(line)) {
                return new Pop3Reply(status, ServerText.stripped(status.text(line)));
            }
        }
        throw broken(connection, line);
    }

    private static MailException broken(Connection connection, String line) {
        return new MailProtocolException(connection.server() + ": '" + connection.printable(line)
                + "' is no reply of POP3. Check that this is a POP3 server's port");
    }

    boolean isOk() {
        return status == Status.OK;
    }

    /** The response code (RFC 2449 section 8) of a printable text: {@code IN-USE} of {@code [IN-USE] text}. */
    static Optional<String> responseCode(String text) {
        int end = text.indexOf(']');
        if (!text.startsWith("[") || end < 2) {
            return Optional.empty();
        }
        return Optional.of(text.substring(1, end).toUpperCase(Locale.ROOT));
    }
}
