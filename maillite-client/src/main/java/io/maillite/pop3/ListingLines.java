package io.maillite.pop3;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import java.util.ArrayList;
import java.util.List;

/** The lines of a multi-line reply that is no message (RFC 1939 section 3): bounded in number and as a whole. */
final class ListingLines {
    /** As much as a reply of no listing may hold. */
    private static final int MAX_REPLY = 64 * 1024;

    /** A line of a listing of at most so many octets: a number, a space and a unique-id of 70. */
    private static final int MEAN_LINE = 128;

    /** Takes a line. */
    @FunctionalInterface
    interface LineConsumer {
        void accept(String line) throws MailException;
    }

    private ListingLines() {}

    /** Reads lines up to the dot; more of them than {@code most} are an error. */
    static void read(Connection connection, String command, int most, LineConsumer consumer) throws MailException {
        connection.expectBulk();
        read(connection, command, most, MAX_REPLY + (long) most * MEAN_LINE, consumer);
    }

    /** Reads the few lines of a reply that speaks of the server; printable. */
    static List<String> readFew(Connection connection, String command) throws MailException {
        List<String> lines = new ArrayList<>();
        read(connection, command, MAX_REPLY, MAX_REPLY, line -> lines.add(connection.printable(line)));
        return lines;
    }

    private static void read(Connection connection, String command, int most, long mostOctets, LineConsumer consumer)
            throws MailException {
        long count = 0;
        long octets = 0;
        for (String line = connection.readLine(); !line.equals("."); line = connection.readLine()) {
            count++;
            octets += line.length() + 2L;
            if (count > most || octets > mostOctets) {
                throw new MailProtocolException(connection.server() + ": the reply to " + command + " has more than "
                        + (count > most ? most + " lines" : mostOctets + " octets")
                        + ", which is more than is allowed");
            }
            consumer.accept(line.startsWith(".") ? line.substring(1) : line);
        }
    }
}
