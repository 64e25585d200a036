package io.maillite.pop3;

import io.maillite.wire.CommandLine;
import io.maillite.wire.Connection;
import io.maillite.wire.DotReader;
import io.maillite.wire.MailException;
import io.maillite.wire.MailProtocolException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands of RFC 1939 and its extensions, each as a value: what is sent, and how its reply is read. */
public final class Pop3Commands {
    private static final int MAX_UNIQUE_ID = 512; // RFC 1939 allows 70; some servers' are longer

    private Pop3Commands() {}

    /** Takes a line of {@code LIST}, without an object for each. */
    @FunctionalInterface
    public interface ScanListingConsumer {
        /**
         * @param number the message number
         * @param size octets as the server says, or {@link Stat#UNKNOWN_SIZE}
         */
        void accept(int number, long size);
    }

    /** Takes a line of {@code UIDL}, without an object for each. */
    @FunctionalInterface
    public interface UniqueIdConsumer {
        /**
         * @param number the message number
         * @param uniqueId the unique-id, or null where the server gave none
         */
        void accept(int number, @Nullable String uniqueId);
    }

    /** {@code STAT}. */
    public static Pop3Command<Stat> stat() {
        return new Pop3Command<>("STAT", (reply, connection) -> {
            Words words = new Words(reply.text());
            int count = number(words);
            if (count < 0 || !words.hasMore()) {
                throw unreadable(connection, "STAT", reply.text());
            }
            return new Stat(count, size(words));
        });
    }

    /**
     * {@code LIST}, line by line.
     *
     * @param maxListing how many lines are allowed
     * @param consumer takes each line
     * @return the command; its result is the number of lines
     */
    public static Pop3Command<Integer> list(int maxListing, ScanListingConsumer consumer) {
        return new Pop3Command<>("LIST", (reply, connection) -> {
            int[] lines = new int[1];
            ListingLines.read(connection, "LIST", maxListing, line -> {
                Words words = new Words(line);
                consumer.accept(messageNumber(connection, "LIST", words, line), size(words));
                lines[0]++;
            });
            return lines[0];
        });
    }

    /** {@code LIST} of one message. */
    public static Pop3Command<ScanListing> list(int number) {
        return new Pop3Command<>("LIST " + number, (reply, connection) -> {
            ScanListing listing = scanListing(connection, reply.text());
            if (listing.number() != number || listing.size() < 0) {
                throw unreadable(connection, "LIST " + number, reply.text());
            }
            return listing;
        });
    }

    /**
     * {@code UIDL}, line by line.
     *
     * @param maxListing how many lines are allowed
     * @param consumer takes each line
     * @return the command; its result is the number of lines
     */
    public static Pop3Command<Integer> uidl(int maxListing, UniqueIdConsumer consumer) {
        return new Pop3Command<>("UIDL", (reply, connection) -> {
            int[] lines = new int[1];
            ListingLines.read(connection, "UIDL", maxListing, line -> {
                Words words = new Words(line);
                consumer.accept(messageNumber(connection, "UIDL", words, line), uniqueId(words));
                lines[0]++;
            });
            return lines[0];
        });
    }

    /** {@code UIDL} of one message. */
    public static Pop3Command<UniqueIdListing> uidl(int number) {
        return new Pop3Command<>("UIDL " + number, (reply, connection) -> {
            UniqueIdListing listing = uniqueIdListing(connection, reply.text());
            if (listing.number() != number || listing.uniqueId().isEmpty()) {
                throw unreadable(connection, "UIDL " + number, reply.text());
            }
            return listing;
        });
    }

    /**
     * {@code RETR}: the message, octet for octet.
     *
     * @param number the message number
     * @param sink takes the octets; what it throws is the command's {@link Pop3Command#result() result}, and the
     *     session lives, unless the message goes on for more than 16 MiB behind that
     * @param maxOctets how much to take, or 0 for any; the rest is read and dropped, up to twice as much, then the
     *     connection is
     */
    public static Pop3Command<Retrieved> retr(int number, OutputStream sink, long maxOctets) {
        return content("RETR " + number, sink, maxOctets);
    }

    /**
     * {@code TOP}: the header and the first lines of the body.
     *
     * @param number the message number
     * @param lines of the body
     * @param sink takes the octets; as for {@link #retr}
     * @param maxOctets as for {@link #retr}
     */
    public static Pop3Command<Retrieved> top(int number, int lines, OutputStream sink, long maxOctets) {
        return content("TOP " + number + " " + lines, sink, maxOctets);
    }

    private static Pop3Command<Retrieved> content(String line, OutputStream sink, long maxOctets) {
        return new Pop3Command<>(line, (reply, connection) -> {
            MessageContent content = new MessageContent(connection.server(), line, sink, maxOctets);
            connection.readContent(new DotReader(connection.lfEndsLines()), content);
            return content.retrieved();
        });
    }

    /** {@code DELE}: marks a message; {@code QUIT} removes it. */
    public static Pop3Command<String> dele(int number) {
        return acknowledged("DELE " + number);
    }

    /** {@code RSET}: takes all marks back. */
    public static Pop3Command<String> rset() {
        return acknowledged("RSET");
    }

    /** {@code NOOP}: says that we are still there. */
    public static Pop3Command<String> noop() {
        return acknowledged("NOOP");
    }

    /** {@code CAPA} (RFC 2449). */
    public static Pop3Command<Pop3Capabilities> capa() {
        return capa(Pop3Capabilities.NONE);
    }

    /** @param before what the server said before: nearly always it says the same again */
    static Pop3Command<Pop3Capabilities> capa(Pop3Capabilities before) {
        return new Pop3Command<>(
                "CAPA", (reply, connection) -> Pop3Capabilities.of(ListingLines.readFew(connection, "CAPA"), before));
    }

    /** {@code LANG} (RFC 6856 section 3.1): the languages that the server can speak, a tag and a name each. */
    public static Pop3Command<List<String>> lang() {
        return new Pop3Command<>("LANG", (reply, connection) -> ListingLines.readFew(connection, "LANG"));
    }

    /** {@code LANG tag}: what the server says from now on is said in this language. */
    public static Pop3Command<String> lang(String tag) {
        return acknowledged("LANG " + tag);
    }

    /** {@code QUIT}: commits. */
    static Pop3Command<String> quit(Duration timeout) {
        return new Pop3Command<>(
                CommandLine.of("QUIT"), timeout, (reply, connection) -> connection.printable(reply.text()));
    }

    static Pop3Command<String> acknowledged(String line) {
        return new Pop3Command<>(line, (reply, connection) -> connection.printable(reply.text()));
    }

    static Pop3Command<String> acknowledged(CommandLine line) {
        return new Pop3Command<>(line, null, (reply, connection) -> connection.printable(reply.text()));
    }

    // ---- lines

    private static ScanListing scanListing(Connection connection, String line) throws MailException {
        Words words = new Words(line);
        return new ScanListing(messageNumber(connection, "LIST", words, line), size(words));
    }

    private static UniqueIdListing uniqueIdListing(Connection connection, String line) throws MailException {
        Words words = new Words(line);
        int number = messageNumber(connection, "UIDL", words, line);
        return new UniqueIdListing(number, Optional.ofNullable(uniqueId(words)));
    }

    private static int messageNumber(Connection connection, String command, Words words, String line)
            throws MailException {
        int number = number(words);
        if (number < 1) {
            throw unreadable(connection, command, line);
        }
        return number;
    }

    private static @Nullable String uniqueId(Words words) {
        String id = words.next();
        return !words.hasMore() && isUniqueId(id) ? id : null;
    }

    /** An id that may stand for another one, because octets were replaced in it, names nothing. */
    private static boolean isUniqueId(String id) {
        if (id.isEmpty() || id.length() > MAX_UNIQUE_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == ' ' || c == 0xfffd || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    /** A message number or count; -1 if it is none. */
    private static int number(Words words) {
        return (int) words.number(9);
    }

    private static long size(Words words) {
        long size = words.number(18);
        return size < 0 ? Stat.UNKNOWN_SIZE : size;
    }

    private static MailException unreadable(Connection connection, String command, String text) {
        return new MailProtocolException(connection.server() + ": " + command + " was answered with something else: '"
                + connection.printable(text) + "'");
    }
}
