package io.maillite.smtp;

import io.maillite.sasl.Authentication;
import io.maillite.wire.Connection;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import io.maillite.wire.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A session with a server that takes messages.
 *
 * <p>{@link #send} is the way to send messages: it uses what the server offers and says what became of each. The
 * commands themselves are there too, each of which waits for its reply and gives it, whatever it says. A
 * {@link MailException} of theirs means that the session is dead.
 *
 * <p>{@link #quit()} ends the session in good order, {@link #close()} without it drops the connection. For one thread
 * at a time, except {@link #abort()}.
 */
public final class SmtpSession implements AutoCloseable {
    /**
     * What is said between messages and to {@code QUIT} changes nothing, so it is not waited for as long as the rest.
     */
    private static final Duration MOST_BETWEEN_MESSAGES = Duration.ofSeconds(10);

    private final Connection connection;
    private final SessionSettings settings;
    private final Dialogue dialogue;
    private final SmtpHandshake handshake;
    private final ServerConduct conduct;
    private SmtpCapabilities capabilities = SmtpCapabilities.NONE;
    private Pipeline pipeline;
    private boolean hasQuit;

    /** Those that {@link #rcpt} has named to the transaction that is open. */
    private int acceptedRecipients;

    private SmtpSession(Connection connection, SessionSettings settings) {
        this.connection = connection;
        this.settings = settings;
        this.dialogue = new Dialogue(connection);
        this.handshake = new SmtpHandshake(dialogue, settings);
        this.conduct = new ServerConduct(dialogue, settings);
        this.pipeline = new Pipeline(dialogue, capabilities, conduct, settings);
    }

    /** Greeted and, where TLS is wanted, under TLS; not logged in. Closes the connection if that fails. */
    static SmtpSession greet(Connection connection, SessionSettings settings) throws MailException {
        try {
            SmtpSession session = new SmtpSession(connection, settings);
            session.learn(session.handshake.shake());
            return session;
        } catch (IOException | RuntimeException | Error e) {
            connection.abort();
            throw e;
        }
    }

    private void learn(SmtpCapabilities learnt) {
        capabilities = learnt;
        acceptedRecipients = 0; // a greeting ends a transaction, too (RFC 5321 section 4.1.1.1)
        dialogue.pipelines(learnt.has("PIPELINING") && settings.pipelining() == ExtensionUse.AUTO);
        pipeline = new Pipeline(dialogue, learnt, conduct, settings);
    }

    // ---- before the first message

    /** What the server says that it can do. */
    public SmtpCapabilities capabilities() {
        return capabilities;
    }

    /**
     * {@code AUTH}: logs in, with the strongest mechanism that is offered or the one that is named.
     *
     * @throws io.maillite.sasl.MailAuthenticationException if the login is refused or not possible
     * @throws SmtpTransientException if the server cannot say now whether we may
     * @throws MailException if the session is dead
     */
    public void login(Authentication authentication) throws MailException {
        try {
            new SmtpLogin(dialogue, capabilities).login(authentication);
        } finally {
            pipeline.forgetReplies(); // they were read before the secret was known
        }
    }

    // ---- messages

    /**
     * Sends a message.
     *
     * @return what became of it; a failure of it is in there, and not thrown
     */
    public SendResult send(MailObject mail) {
        List<SendResult> results = new ArrayList<>(1);
        sendInGroups(List.of(mail).iterator(), results::add);
        return results.isEmpty() ? tooLate(mail) : results.get(0);
    }

    private SendResult tooLate(MailObject mail) {
        MailException farewell = dialogue.farewell();
        return SendResult.withoutSession(
                mail.envelope().recipients(),
                farewell != null
                        ? farewell
                        : new MailConnectionException(
                                Reason.CLOSED,
                                server() + ": the session had ended before the message could be sent",
                                null));
    }

    /**
     * Sends messages one after the other, without waiting for one to be accepted before the next, as far as the server
     * allows that. What was given is on its way before the next is asked for, however long that may take.
     *
     * @param mails asked for the next when there is room for it; not to its end, if the session ends before
     * @param results takes what became of each that was asked for, in order
     */
    public void send(Iterator<? extends MailObject> mails, Consumer<SendResult> results) {
        pipeline.send(mails, results, false);
    }

    /**
     * The same for messages that are all there already: small ones go out several at a time, which costs less. If the
     * connection is lost, so many more may be in doubt.
     *
     * @param mails does not wait when it is asked for the next, nor does the content of what it gives
     * @param results takes what became of each that was asked for, in order
     */
    public void sendInGroups(Iterator<? extends MailObject> mails, Consumer<SendResult> results) {
        pipeline.send(mails, results, true);
    }

    /**
     * Sends a message, and throws if nobody has got it.
     *
     * @param from an address, or {@link Envelope#NULL_SENDER}
     * @param to addresses
     * @param message a header and a body
     * @return the recipients that the server refused, with its replies; all others have got it
     * @throws SmtpException if nobody has got it, or it is in doubt for somebody
     * @throws MailException if the session failed
     */
    public Map<String, SmtpReply> sendmail(String from, Collection<String> to, MessageSource message)
            throws MailException {
        SendResult result = send(new MailObject(Envelope.of(from, to), message));
        RecipientResults recipients = result.recipients();
        boolean others =
                !recipients.inDoubt().isEmpty() || !recipients.notSent().isEmpty();
        if (recipients.accepted().isEmpty() || others) {
            result.orThrow();
        }
        return recipients.refused();
    }

    // ---- one by one

    /**
     * {@code EHLO} (or {@code LHLO}, or {@code HELO} where nothing else is known): asks anew what the server can do.
     */
    public SmtpCapabilities ehlo() throws MailException {
        learn(handshake.hello());
        return capabilities;
    }

    /** {@code HELO}: does without extensions. */
    public SmtpReply helo() throws MailException {
        SmtpReply reply = command("HELO " + handshake.helloName());
        learn(SmtpCapabilities.NONE);
        return reply;
    }

    /**
     * {@code MAIL}.
     *
     * @param reversePath an address, or {@link Envelope#NULL_SENDER}
     * @param parameters as they are sent, or empty
     * @throws IllegalArgumentException if it is no address
     */
    public SmtpReply mail(String reversePath, String parameters) throws MailException {
        String path = reversePath.equals(Envelope.NULL_SENDER) ? "<>" : path(reversePath);
        SmtpReply reply = command("MAIL FROM:" + path + (parameters.isEmpty() ? "" : " " + parameters));
        if (reply.isPositive()) {
            acceptedRecipients = 0;
        }
        return reply;
    }

    /**
     * {@code RCPT}.
     *
     * @param recipient an address
     * @param parameters as they are sent, or empty
     * @throws IllegalArgumentException if it is no address
     */
    public SmtpReply rcpt(String recipient, String parameters) throws MailException {
        SmtpReply reply = command("RCPT TO:" + path(recipient) + (parameters.isEmpty() ? "" : " " + parameters));
        if (reply.isPositive()) {
            acceptedRecipients++;
        }
        return reply;
    }

    private static String path(String address) {
        try {
            return "<" + SmtpAddress.parse(address).ascii() + ">";
        } catch (SmtpAddress.Malformed e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * {@code DATA}, the content and the end of the data.
     *
     * @return the reply to the end of the data, or the one that refused it before; with LMTP, which has one for each
     *     {@code RCPT} that was accepted, the first that refuses, else the last
     * @throws IOException if the content cannot be read: the session is dead
     */
    public SmtpReply data(MessageSource message) throws IOException {
        try (InputStream content = message.open()) {
            SimpleCommand data = dialogue.call(SimpleCommand.data());
            if (data.reply().isRefusal()) {
                return data.reply();
            }
            int recipients = acceptedRecipients;
            EndOfData end =
                    new EndOfData(settings.dataTimeout(), settings.protocol() == Protocol.LMTP, () -> recipients);
            DataContent sent = dialogue.call(new DataContent(content, end, new ContentBuffers()));
            acceptedRecipients = 0;
            return end.firstRefusal().orElseGet(() -> Objects.requireNonNull(sent.lastReply()));
        }
    }

    /** {@code RSET}: forgets what {@code MAIL} and {@code RCPT} have said. */
    public SmtpReply rset() throws MailException {
        SmtpReply reply = command("RSET");
        if (reply.isPositive()) {
            acceptedRecipients = 0;
        }
        return reply;
    }

    /** {@code NOOP}: keeps the session alive. */
    public SmtpReply noop() throws MailException {
        return command("NOOP");
    }

    /** {@code VRFY}: whether there is such a user; few servers say. */
    public SmtpReply vrfy(String user) throws MailException {
        return command("VRFY " + user);
    }

    private SmtpReply command(String line) throws MailException {
        return dialogue.call(SimpleCommand.of(line)).reply();
    }

    // ---- the end

    /** Whom we talk to. */
    public ServerAddress server() {
        return connection.server();
    }

    /** Whether a further message can be sent, as far as is known: the session has not ended, the server takes more. */
    public boolean isOpen() {
        return !hasQuit && pipeline.isOpen();
    }

    /**
     * Whether a further message can be sent: the session has not ended, the server takes more and, if it was not spoken
     * to for ten milliseconds, it has not gone meanwhile.
     */
    public boolean isUsable() {
        try {
            if (isOpen()) {
                dialogue.lookAfterIdling(littlePatience());
            }
            return isOpen();
        } catch (MailException e) {
            return false;
        }
    }

    /** Whether the server has answered commands that were not sent one by one. */
    public boolean hasServedPipelined() {
        return dialogue.hasPipelined();
    }

    /**
     * Whether the server hung up on the first commands that were not sent one by one, or did not answer them: it should
     * be spared them.
     */
    public boolean brokeOnPipelining() {
        return dialogue.hasDroppedGroup();
    }

    /**
     * Whether the server has shown that it loses, or refuses, what follows the end of a message at once: it should be
     * spared that ({@link SmtpClient#followsData}).
     */
    public boolean losesWhatFollowsData() {
        return conduct.losesWhatFollowsData();
    }

    /** Whether the server does not have {@code BDAT}, which it offers: it should be spared that. */
    public boolean brokeOnChunking() {
        return conduct.brokeOnChunks();
    }

    /** Whether the server has ever answered {@code MAIL} over this session, whatever it said. */
    public boolean hasAnsweredMail() {
        return conduct.hasAnsweredMail();
    }

    /** {@code QUIT}: ends the session in good order. What the server says to it changes nothing. */
    public void quit() {
        try {
            if (!hasQuit && dialogue.isOpen()) {
                hasQuit = true;
                dialogue.drain(littlePatience());
                dialogue.call(SimpleCommand.quit(littlePatience()));
            }
        } catch (MailException e) {
            // the server is gone before we are
        } finally {
            hasQuit = true;
            connection.close();
        }
    }

    private Duration littlePatience() {
        Duration patience = connection.settings().readTimeout();
        return patience.compareTo(MOST_BETWEEN_MESSAGES) < 0 ? patience : MOST_BETWEEN_MESSAGES;
    }

    /** Ends the session; without {@link #quit()} before, by dropping the connection. */
    @Override
    public void close() {
        if (!hasQuit) {
            connection.abort();
        }
    }

    /** Drops the connection at once. From any thread: whoever waits on the session gets an exception. */
    public void abort() {
        connection.abort();
    }
}
