package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import io.maillite.wire.ServerText;
import java.util.List;
import java.util.Optional;

/**
 * A reply (RFC 5321 section 4.2): a code and one or more lines of text.
 *
 * @param code 200 to 599
 * @param enhancedStatus the enhanced status code at the start of its text, if there is one
 * @param lines its text, without codes, printable
 */
public record SmtpReply(int code, Optional<EnhancedStatus> enhancedStatus, List<String> lines) {
    /** {@code Service not available, closing transmission channel}: the server ends the session (section 3.8). */
    static final int CLOSING = 421;

    /** {@code Encryption required for requested authentication mechanism} (RFC 4954 section 6). */
    static final int TLS_FIRST = 538;

    /** {@code Command unrecognized}. */
    private static final int UNRECOGNIZED = 500;

    /** {@code Command not implemented}. */
    private static final int NOT_IMPLEMENTED = 502;

    /** {@code Bad sequence of commands}. */
    static final int BAD_SEQUENCE = 503;

    /** {@code Command parameter not implemented}. */
    private static final int PARAMETER_NOT_IMPLEMENTED = 504;

    /** Copies the lines. */
    public SmtpReply {
        lines = List.copyOf(lines);
    }

    static SmtpReply read(Connection connection) throws MailException {
        return startingWith(connection.readLine(), connection);
    }

    /** Reads the rest of a reply. */
    static SmtpReply startingWith(String line, Connection connection) throws MailException {
        return RawReply.startingWith(line, connection, Connection.MAX_LINE).printable(connection);
    }

    /**
     * This, if its class is one of those that the command can have; else the replies no longer belong to the commands.
     */
    SmtpReply ofClass(Connection connection, String command, int... classes) throws MailException {
        if (!isOneOf(classes)) {
            throw new MailProtocolException(
                    connection.server() + ": " + command + " was answered '" + this + "', which is no answer to it");
        }
        return this;
    }

    private boolean isOneOf(int[] classes) {
        for (int wanted : classes) {
            if (wanted == code / 100) {
                return true;
            }
        }
        return false;
    }

    /** The whole text in one line, printable, with its enhanced status code. */
    public String text() {
        return ServerText.printable(lines.size() == 1 ? lines.get(0) : String.join(" ", lines));
    }

    /** 2yz: done. */
    public boolean isPositive() {
        return code / 100 == 2;
    }

    /** 3yz: go on. */
    public boolean isIntermediate() {
        return code / 100 == 3;
    }

    /** 4yz: not now. */
    public boolean isTransient() {
        return code / 100 == 4;
    }

    /** 5yz: not at all. */
    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /** 4yz or 5yz. */
    public boolean isRefusal() {
        return isTransient() || isPermanent();
    }

    /** Whether it refuses the command as such, whatever it was about (RFC 5321 section 4.2.3). */
    boolean isAboutCommand() {
        return code >= UNRECOGNIZED && code <= PARAMETER_NOT_IMPLEMENTED;
    }

    /** Whether the server does not have the command. */
    boolean isUnknownCommand() {
        return code == UNRECOGNIZED || code == NOT_IMPLEMENTED;
    }

    boolean isClosing() {
        return code == CLOSING;
    }

    /** {@code 250 2.1.5 Ok}. */
    @Override
    public String toString() {
        String text = text();
        return text.isEmpty() ? String.valueOf(code) : code + " " + text;
    }
}
