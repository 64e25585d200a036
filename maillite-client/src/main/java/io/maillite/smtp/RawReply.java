package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply as it came. It is read strictly: whoever misreads one takes the next for the answer to something else.
 *
 * @param code 200 to 599
 * @param lines the text behind the code of each line
 */
record RawReply(int code, List<String> lines) {
    private static final int MAX_OCTETS = 64 * 1024;

    static RawReply read(Connection connection, int maxLine) throws MailException {
        return startingWith(connection.readLine(maxLine), connection, maxLine);
    }

    /** Reads the rest of a reply. */
    static RawReply startingWith(String first, Connection connection, int maxLine) throws MailException {
        int code = code(connection, first);
        return goesOn(first)
                ? new RawReply(code, rest(connection, maxLine, first, code))
                : new RawReply(code, List.of(text(first)));
    }

    private static boolean goesOn(String line) {
        return line.length() > 3 && line.charAt(3) == '-';
    }

    private static List<String> rest(Connection connection, int maxLine, String first, int code) throws MailException {
        List<String> texts = new ArrayList<>();
        texts.add(text(first));
        int octets = first.length();
        String line = first;
        while (goesOn(line)) {
            line = connection.readLine(maxLine);
            octets += line.length();
            if (code(connection, line) != code) {
                throw broken(connection, "one reply has two codes: '" + first + "' and '" + line + "'");
            }
            if (octets > MAX_OCTETS) {
                throw broken(connection, "a reply is longer than " + MAX_OCTETS + " octets: '" + first + "' and so on");
            }
            texts.add(text(line));
        }
        return texts;
    }

    private static int code(Connection connection, String line) throws MailException {
        boolean hasCode = line.length() >= 3
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && isDigit(line.charAt(1))
                && isDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!hasCode) {
            throw broken(connection, "'" + line + "' is no reply of SMTP. Check that this is an SMTP server's port");
        }
        return (line.charAt(0) - '0') * 100 + (line.charAt(1) - '0') * 10 + line.charAt(2) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String text(String line) {
        return line.length() > 4 ? line.substring(4) : "";
    }

    private static MailException broken(Connection connection, String what) {
        return new MailProtocolException(connection.server() + ": " + connection.printable(what));
    }

    /** Fit to be shown. */
    SmtpReply printable(Connection connection) {
        List<String> shown = lines.size() == 1
                ? List.of(connection.printable(lines.get(0)))
                : lines.stream().map(connection::printable).toList();
        return new SmtpReply(code, EnhancedStatus.atStartOf(lines.get(0), code), shown);
    }
}
