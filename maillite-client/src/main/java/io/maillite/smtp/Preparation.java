package io.maillite.smtp;

import io.maillite.wire.CommandLine;
import io.maillite.wire.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns a mail object into the commands that send it to this server, or finds that it is not legal or not possible with
 * it: then nothing of it is sent.
 */
final class Preparation {
    /** Not legal, or not possible with this server. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;

        Impossible(String why) {
            super(why);
        }

        Impossible(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Most lines are shorter. */
    private static final int LINE = 128;

    private final Connection connection;
    private final SmtpCapabilities capabilities;
    private final SessionSettings settings;
    private final EsmtpParameters parameters;
    private final boolean declaresSize;
    private final boolean declaresEightBit;
    private final boolean sendsChunks;
    private final boolean sendsBinary;
    private @Nullable Addressed latest;

    Preparation(Connection connection, SmtpCapabilities capabilities, SessionSettings settings) {
        this.connection = connection;
        this.capabilities = capabilities;
        this.settings = settings;
        this.parameters =
                new EsmtpParameters(capabilities, connection.tlsSession().isPresent());
        this.declaresSize = capabilities.has("SIZE");
        this.declaresEightBit = capabilities.has("8BITMIME");
        this.sendsChunks = capabilities.has("CHUNKING") && settings.chunking() == ExtensionUse.AUTO;
        this.sendsBinary =
                settings.lineEndings() == LineEndings.PRESERVE && sendsChunks && capabilities.has("BINARYMIME");
    }

    /**
     * @throws Impossible if it cannot be sent
     * @throws UnreadableContentException if its content had to be looked at and could not
     */
    PreparedMail prepare(MailObject mail) throws Impossible, UnreadableContentException {
        try {
            return prepare(mail.envelope(), mail.content());
        } catch (SmtpAddress.Malformed | EsmtpParameters.Unusable | IllegalArgumentException e) {
            throw new Impossible(e);
        }
    }

    private PreparedMail prepare(Envelope envelope, MessageSource content)
            throws Impossible, UnreadableContentException, SmtpAddress.Malformed, EsmtpParameters.Unusable {
        Addressed to = addressed(envelope);
        StringBuilder mail = new StringBuilder(LINE)
                .append("MAIL FROM:<")
                .append(to.reversePath())
                .append('>');
        appendSize(content, mail);
        mail.append(body(content)).append(to.mailParameters());
        return new PreparedMail(CommandLine.of(mail.toString()), to.recipients(), to.utf8(), content);
    }

    /** What an envelope comes to on this session: many mails in a row may have the same. */
    private record Addressed(
            Envelope envelope,
            String reversePath,
            String mailParameters,
            List<PreparedMail.Recipient> recipients,
            boolean utf8) {}

    @SuppressWarnings("ReferenceEquality") // one that is only equal costs as much to compare as to go through
    private Addressed addressed(Envelope envelope) throws Impossible, SmtpAddress.Malformed, EsmtpParameters.Unusable {
        Addressed known = latest;
        if (known == null || known.envelope() != envelope) {
            known = address(envelope);
            latest = known;
        }
        return known;
    }

    private Addressed address(Envelope envelope) throws Impossible, SmtpAddress.Malformed, EsmtpParameters.Unusable {
        boolean nullSender = envelope.reversePath().strip().equals(Envelope.NULL_SENDER);
        List<SmtpAddress> addresses = new ArrayList<>();
        if (!nullSender) {
            addresses.add(SmtpAddress.parse(envelope.reversePath()));
        }
        for (String recipient : envelope.recipients()) {
            addresses.add(SmtpAddress.parse(recipient));
        }
        requireRecipients(envelope);
        boolean utf8 = requiresUtf8(addresses);

        StringBuilder mailParameters = new StringBuilder(utf8 ? " SMTPUTF8" : "");
        parameters.encode(EsmtpParameters.Verb.MAIL, envelope.mailParameters(), mailParameters);

        List<PreparedMail.Recipient> recipients = new ArrayList<>();
        int firstRecipient = nullSender ? 0 : 1;
        for (int i = 0; i < envelope.recipients().size(); i++) {
            String recipient = envelope.recipients().get(i);
            SmtpAddress address = addresses.get(firstRecipient + i);
            StringBuilder rcpt = new StringBuilder(LINE)
                    .append("RCPT TO:<")
                    .append(path(address, utf8))
                    .append('>');
            parameters.encode(EsmtpParameters.Verb.RCPT, envelope.parametersOf(recipient), rcpt);
            recipients.add(new PreparedMail.Recipient(i, recipient, address, CommandLine.of(rcpt.toString())));
        }
        requireOneTransaction(recipients);
        return new Addressed(
                envelope,
                nullSender ? "" : path(addresses.get(0), utf8),
                mailParameters.toString(),
                Collections.unmodifiableList(recipients),
                utf8);
    }

    private static String path(SmtpAddress address, boolean utf8) throws SmtpAddress.Malformed {
        return utf8 ? address.utf8() : address.ascii();
    }

    private void requireRecipients(Envelope envelope) throws Impossible {
        if (envelope.recipients().isEmpty()) {
            throw new Impossible("The envelope names no recipient");
        }
        for (String single : envelope.singleRecipientParameters().keySet()) {
            if (!envelope.recipients().contains(single)) {
                throw new Impossible("The envelope has parameters for '" + connection.printable(single)
                        + "', who is no recipient of it");
            }
        }
    }

    /** All or none can be promised for a single transaction only (RFC 9422 has servers say how much one takes). */
    private void requireOneTransaction(List<PreparedMail.Recipient> recipients) throws Impossible {
        if (settings.requireAllRecipients()) {
            requireAtMost(capabilities.maxRecipients(), recipients.size(), "recipients");
            long domains = recipients.stream()
                    .flatMap(recipient -> recipient.domain().stream())
                    .distinct()
                    .count();
            requireAtMost(capabilities.maxRecipientDomains(), domains, "recipients' domains");
        }
    }

    private void requireAtMost(OptionalInt most, long count, String what) throws Impossible {
        if (most.isPresent() && count > most.getAsInt()) {
            throw new Impossible(connection.server() + " takes " + most.getAsInt() + " " + what
                    + " at once, and there are " + count
                    + ": all or none of them cannot be promised (requireAllRecipients)");
        }
    }

    /** RFC 6531: only where it is needed, because not every server on the way will have it. */
    private boolean requiresUtf8(List<SmtpAddress> addresses) throws SmtpAddress.Malformed {
        for (SmtpAddress address : addresses) {
            if (address.needsUtf8()) {
                if (!capabilities.has("SMTPUTF8")) {
                    throw new SmtpAddress.Malformed(
                            address.utf8(), address.whyUtf8() + ", and the server does not offer SMTPUTF8");
                }
                return true;
            }
        }
        return false;
    }

    /** RFC 1870. */
    private void appendSize(MessageSource content, StringBuilder line) throws Impossible, UnreadableContentException {
        OptionalLong length = declaresSize ? content.length() : OptionalLong.empty();
        if (length.isEmpty()) {
            return;
        }
        OptionalLong size =
                settings.lineEndings() == LineEndings.NORMALIZE ? normalized(content, length.getAsLong()) : length;
        OptionalLong most = capabilities.maxSize();
        long least = size.orElse(length.getAsLong()); // to put line ends right makes it no shorter
        if (most.isPresent() && least > most.getAsLong()) {
            throw new Impossible(connection.server() + " takes messages of at most " + most.getAsLong()
                    + " octets, and this one has " + least);
        }
        if (size.isPresent()) {
            line.append(" SIZE=").append(size.getAsLong());
        }
    }

    private static OptionalLong normalized(MessageSource content, long length) throws UnreadableContentException {
        try {
            return NormalizedSize.of(content, length);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableContentException(e);
        }
    }

    /** RFC 6152, RFC 3030 section 3. Where it can be said that there may be anything in it, it need not be read. */
    private String body(MessageSource content) throws Impossible, UnreadableContentException {
        if (settings.lineEndings() == LineEndings.PRESERVE) {
            if (!sendsBinary) {
                throw new Impossible(connection.server() + " does not offer CHUNKING and BINARYMIME, without which"
                        + " lineEndings=PRESERVE is not possible");
            }
            return " BODY=BINARYMIME";
        }
        boolean mayBeEightBit = declaresEightBit || settings.eightBit() == EightBit.SEND;
        if (mayBeEightBit && settings.lineEndings() == LineEndings.NORMALIZE) {
            return declaresEightBit ? " BODY=8BITMIME" : "";
        }
        ContentScan scan = scan(content);
        if (scan.loneLineEnds() && settings.lineEndings() == LineEndings.REJECT) {
            throw new Impossible("The message holds a CR or an LF that stands alone (lineEndings=REJECT)");
        }
        if (scan.eightBit() && !mayBeEightBit) {
            throw new Impossible("The message holds octets over 127, and " + connection.server()
                    + " does not offer 8BITMIME. Encode it as quoted-printable or base64, or send it all the same with"
                    + " eightBit=SEND");
        }
        return declaresEightBit ? " BODY=8BITMIME" : "";
    }

    private static ContentScan scan(MessageSource content) throws UnreadableContentException {
        try {
            return ContentScan.of(content);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableContentException(e);
        }
    }

    /** Whether content goes by {@code BDAT}. */
    boolean sendsChunks() {
        return sendsChunks;
    }

    /** Whether content goes octet for octet. */
    boolean sendsBinary() {
        return sendsBinary;
    }
}
