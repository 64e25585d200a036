package io.maillite.testkit.smtp;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Command;
import io.maillite.testkit.server.Faults;
import io.maillite.testkit.smtp.SinkSettings.EarlyRefusal;
import io.maillite.testkit.smtp.SmtpSession.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code MAIL}, {@code RCPT}, and the message by {@code DATA} or {@code BDAT} (RFC 5321 3.3, RFC 3030). */
final class SmtpTransaction {
    private static final Map<String, String> MAIL_PARAMETERS = Map.ofEntries(
            Map.entry("SIZE", "SIZE"),
            Map.entry("BODY", "8BITMIME"),
            Map.entry("SMTPUTF8", "SMTPUTF8"),
            Map.entry("RET", "DSN"),
            Map.entry("ENVID", "DSN"),
            Map.entry("REQUIRETLS", "REQUIRETLS"),
            Map.entry("BY", "DELIVERBY"),
            Map.entry("HOLDFOR", "FUTURERELEASE"),
            Map.entry("HOLDUNTIL", "FUTURERELEASE"),
            Map.entry("MT-PRIORITY", "MT-PRIORITY"));
    private static final Map<String, String> RCPT_PARAMETERS = Map.of("NOTIFY", "DSN", "ORCPT", "DSN");

    private static final String TOO_LARGE = "552 5.3.4 too large";

    private final SinkSettings settings;
    private final SmtpReplies replies;
    private final Faults faults;
    private final Consumer<Received> store;

    private @Nullable SmtpPath sender;
    private final List<SmtpPath> recipients = new ArrayList<>();
    private int refusedRecipients;
    private ChunkedContent chunks;
    private int messages;
    private boolean lineFeedMayFollow;

    SmtpTransaction(SinkSettings settings, SmtpReplies replies, Faults faults, Consumer<Received> store) {
        this.settings = settings;
        this.replies = replies;
        this.faults = faults;
        this.store = store;
        this.chunks = new ChunkedContent(settings.keep());
    }

    boolean isOpen() {
        return sender != null;
    }

    void reset() {
        sender = null;
        recipients.clear();
        refusedRecipients = 0;
        chunks = new ChunkedContent(settings.keep());
    }

    /** Whether this is no command but the LF of a lax {@code .CRLF}. */
    boolean swallowsLineFeed(Command command) {
        boolean its = lineFeedMayFollow && command.line().isEmpty();
        lineFeedMayFollow = false;
        return its;
    }

    /** Executes it; tells whether the session goes on. */
    boolean execute(Command command, PeerConnection connection, Origin origin)
            throws IOException, InterruptedException {
        lineFeedMayFollow = false;
        return switch (command.verb()) {
            case "MAIL" -> mail(command, connection);
            case "RCPT" -> rcpt(command, connection);
            case "DATA" -> data(connection, origin);
            default -> bdat(connection, origin);
        };
    }

    // The envelope

    private boolean mail(Command command, PeerConnection connection) throws IOException {
        if (messages >= settings.messagesAtMost()) {
            replies.reply(connection, 421, "4.7.0", "too many messages on one connection");
            return false;
        }
        SmtpPath path = SmtpPath.parse(command.arguments(), "FROM:");
        if (isOpen()) {
            replies.reply(connection, 503, "5.5.1", "one MAIL is enough");
        } else if (path == null) {
            replies.reply(connection, 501, "5.5.4", "that is no reverse-path");
        } else if (accepts(path, MAIL_PARAMETERS, path, connection)) {
            String refusal = settings.verdicts().sender(path);
            if (refusal == null) {
                sender = path;
                replies.reply(connection, 250, "2.1.0", "sender ok");
            } else {
                replies.raw(connection, refusal);
            }
        }
        return true;
    }

    private boolean rcpt(Command command, PeerConnection connection) throws IOException {
        SmtpPath path = SmtpPath.parse(command.arguments(), "TO:");
        SmtpPath from = sender;
        if (from == null) {
            replies.reply(connection, 503, "5.5.1", "MAIL first");
        } else if (path == null || path.address().isEmpty()) {
            replies.reply(connection, 501, "5.5.4", "that is no forward-path");
        } else if (accepts(path, RCPT_PARAMETERS, from, connection)) {
            String refusal = recipients.size() >= settings.recipientsAtMost()
                    ? "452 4.5.3 too many recipients"
                    : settings.verdicts().recipient(path, recipients.size());
            if (refusal == null) {
                recipients.add(path);
                replies.reply(connection, 250, "2.1.5", "recipient ok");
            } else {
                refusedRecipients++;
                replies.raw(connection, refusal);
            }
        }
        return true;
    }

    /** Whether all that the path asks for was offered; if not, that is answered. */
    private boolean accepts(SmtpPath path, Map<String, String> known, SmtpPath from, PeerConnection connection)
            throws IOException {
        for (String parameter : path.parameters().keySet()) {
            String extension = known.get(parameter);
            if (extension == null || !settings.offers(extension)) {
                replies.reply(connection, 555, "5.5.4", parameter + " is not known");
                return false;
            }
        }
        String body = path.parameters().getOrDefault("BODY", "7BIT").toUpperCase(Locale.ROOT);
        boolean binary = body.equals("BINARYMIME") && settings.offers("BINARYMIME");
        if (!binary && !body.equals("7BIT") && !body.equals("8BITMIME")) {
            replies.reply(connection, 501, "5.5.4", "BODY is not known");
        } else if (path.parameters().containsKey("REQUIRETLS") && connection.tls() == null) {
            replies.reply(connection, 530, "5.7.10", "REQUIRETLS needs TLS");
        } else if (declaredSize(path) > settings.largest()) {
            replies.reply(connection, 552, "5.3.4", "too large");
        } else if (!StandardCharsets.US_ASCII.newEncoder().canEncode(path.address())
                && !from.parameters().containsKey("SMTPUTF8")) {
            replies.reply(connection, 553, "5.6.7", "not without SMTPUTF8");
        } else {
            return true;
        }
        return false;
    }

    private static long declaredSize(SmtpPath path) {
        String size = path.parameters().getOrDefault("SIZE", "0");
        return size.matches("\\d{1,18}") ? Long.parseLong(size) : Long.MAX_VALUE;
    }

    /** Why no message can come now, or {@code null} if one can. */
    private @Nullable String outOfOrder() {
        SmtpPath from = sender;
        if (from == null) {
            return "503 5.5.1 MAIL first";
        }
        if (recipients.isEmpty() && !(settings.dataWithoutRecipients() && refusedRecipients > 0)) {
            return "554 5.5.1 no valid recipients";
        }
        return settings.verdicts().data();
    }

    // DATA

    private boolean data(PeerConnection connection, Origin origin) throws IOException, InterruptedException {
        String refusal = chunks.hasBegun() ? "503 5.5.1 BDAT it was" : outOfOrder();
        SmtpPath from = sender;
        if (from != null && "BINARYMIME".equalsIgnoreCase(from.parameters().get("BODY"))) {
            refusal = "503 5.5.1 BINARYMIME goes with BDAT";
        }
        if (refusal != null) {
            replies.raw(connection, refusal);
            return true;
        }
        replies.raw(connection, "354 go on");
        Content content = new Content(settings.keep());
        DataReader reader = new DataReader(settings.laxEndOfData(), guarded(content));
        try {
            if (!connection.readThrough(reader, OutputStream.nullOutputStream())) {
                throw new EOFException("The client closed its side in the middle of the data");
            }
        } catch (TooEarly e) {
            return refuseEarly(connection, e.refusal);
        }
        lineFeedMayFollow = reader.endedInCr();
        return end(content, connection, origin);
    }

    private static final class TooEarly extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient EarlyRefusal refusal;

        TooEarly(EarlyRefusal refusal) {
            this.refusal = refusal;
        }
    }

    private OutputStream guarded(Content content) {
        EarlyRefusal refusal = settings.earlyRefusal();
        if (refusal == null) {
            return content;
        }
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                content.write(octets, from, length);
                if (content.size() > refusal.after()) {
                    throw new TooEarly(refusal);
                }
            }
        };
    }

    private boolean refuseEarly(PeerConnection connection, EarlyRefusal refusal) throws IOException {
        replies.raw(connection, refusal.reply());
        connection.flush();
        if (!refusal.gently()) {
            connection.end(Ending.DROP);
        }
        return false;
    }

    // BDAT

    /** Reads the octets of a chunk, whatever will be answered. */
    void readChunk(Command command, PeerConnection connection) throws IOException {
        if (settings.offers("CHUNKING")) {
            boolean wanted = isOpen() && !recipients.isEmpty();
            EarlyRefusal refusal = settings.earlyRefusal();
            chunks.read(command, wanted, refusal == null ? Long.MAX_VALUE : refusal.after(), connection);
        }
    }

    private boolean bdat(PeerConnection connection, Origin origin) throws IOException, InterruptedException {
        EarlyRefusal early = settings.earlyRefusal();
        if (!settings.offers("CHUNKING")) {
            replies.reply(connection, 500, "5.5.1", "unknown command");
            return true;
        }
        boolean first = chunks.begin();
        if (early != null && chunks.isTooEarly()) {
            return refuseEarly(connection, early);
        }
        String refusal = chunkRefusal(first);
        if (refusal != null) {
            // Nothing more of this message until RSET, or the server would store it with a hole (RFC 3030 2).
            chunks.fail();
            replies.raw(connection, refusal);
            return true;
        }
        if (chunks.isLast()) {
            return end(chunks.content(), connection, origin);
        }
        replies.reply(connection, 250, "2.0.0", chunks.content().size() + " octets so far");
        return true;
    }

    private @Nullable String chunkRefusal(boolean first) {
        if (!chunks.isLegal()) {
            return "501 5.5.4 how large is that chunk?";
        }
        if (chunks.hasFailed()) {
            return "503 5.5.1 RSET first";
        }
        String refusal = first ? outOfOrder() : null;
        if (refusal == null && chunks.content().size() > settings.largest()) {
            refusal = TOO_LARGE;
        }
        if (refusal == null && !chunks.isLast()) {
            refusal = settings.verdicts().chunk(chunks.content().size());
        }
        return refusal;
    }

    // The end

    private boolean end(Content content, PeerConnection connection, Origin origin)
            throws IOException, InterruptedException {
        try {
            return faults.perform(Command.END_OF_DATA, connection, () -> finish(content, connection, origin));
        } finally {
            // Whatever was answered, a fault's reply included (RFC 5321 4.1.1.4).
            reset();
        }
    }

    private boolean finish(Content content, PeerConnection connection, Origin origin) throws IOException {
        SmtpPath from = sender;
        if (from == null || recipients.isEmpty()) {
            replies.raw(connection, "554 5.5.1 no valid recipients");
        } else {
            Received message = new Received(from, recipients, content, origin);
            if (settings.lmtp()) {
                deliver(message, connection);
            } else {
                accept(message, connection);
            }
        }
        return true;
    }

    private void accept(Received message, PeerConnection connection) throws IOException {
        String refusal = isTooLarge(message) ? TOO_LARGE : settings.verdicts().message(message);
        if (refusal == null) {
            store.accept(message);
            messages++;
            replies.reply(connection, 250, "2.0.0", "stored");
        } else {
            replies.raw(connection, refusal);
        }
    }

    private boolean isTooLarge(Received message) {
        return message.size() > settings.largest();
    }

    /** RFC 2033 4.2: one reply for each recipient that was accepted, in order. */
    private void deliver(Received message, PeerConnection connection) throws IOException {
        List<SmtpPath> delivered = new ArrayList<>();
        List<String> opinions = new ArrayList<>();
        for (SmtpPath recipient : message.recipients()) {
            String opinion =
                    isTooLarge(message) ? TOO_LARGE : settings.verdicts().delivery(message, recipient);
            if (opinion == null) {
                delivered.add(recipient);
            }
            opinions.add(opinion == null ? "" : opinion);
        }
        if (!delivered.isEmpty()) {
            store.accept(message.to(delivered));
            messages++;
        }
        for (String opinion : opinions) {
            if (opinion.isEmpty()) {
                replies.reply(connection, 250, "2.1.5", "delivered");
            } else {
                replies.raw(connection, opinion);
            }
        }
    }
}
