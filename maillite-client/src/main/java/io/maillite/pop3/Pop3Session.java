package io.maillite.pop3;

import io.maillite.sasl.Authentication;
import io.maillite.wire.CommandQueue;
import io.maillite.wire.Connection;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailConnectionException.Reason;
import io.maillite.wire.MailException;
import io.maillite.wire.MailTlsException;
import io.maillite.wire.ServerAddress;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with a POP3 server: a transaction on a maildrop. {@link #quit()} commits what was marked with
 * {@link #dele}; {@link #close()} without it rolls back.
 *
 * <p>Each command can be had in two ways: as a method that waits for the reply, or as a {@link Pop3Command} that is
 * {@link #submit submitted} and answered later, in order, by {@link #receive()}. On a session that {@link #pipelines()}
 * the second way has many commands in flight; on another one, the same calls go one by one.
 *
 * <p>A {@link Pop3Exception} means that the server refused and the session lives. Any other {@link MailException} means
 * that the session is dead, and nothing was committed. For one thread at a time, except {@link #abort()}.
 */
public final class Pop3Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3Session.class);

    /** A maildrop that lists more is an error, unless said otherwise. */
    public static final int DEFAULT_MAX_LISTING = 1_000_000;

    private final Connection connection;
    private final CommandQueue queue;
    private final Greeting greeting;
    private final Pipelining pipelining;
    private final Duration quitTimeout;
    private Pop3Capabilities capabilities = Pop3Capabilities.NONE;
    private boolean pipelines;
    /** A {@code CAPA} whose reply is read in front of the next one: to wait for it would cost a round trip. */
    private @Nullable Pop3Command<Pop3Capabilities> capaAhead;

    private boolean hasQuit;

    private Pop3Session(Connection connection, Greeting greeting, Pipelining pipelining, Duration quitTimeout) {
        this.connection = connection;
        this.queue = new CommandQueue(connection);
        this.greeting = greeting;
        this.pipelining = pipelining;
        this.quitTimeout = quitTimeout;
        know(Pop3Capabilities.NONE);
    }

    /** Greeted and, where TLS is wanted, under TLS; not logged in. Closes the connection if that fails. */
    static Pop3Session greet(Connection connection, Pipelining pipelining, Duration quitTimeout) throws MailException {
        Greeting greeting = new Greeting();
        Pop3Session session = new Pop3Session(connection, greeting, pipelining, quitTimeout);
        try {
            session.queue.call(greeting);
            session.askCapabilities();
            if (connection.settings().tls() == TlsMode.STARTTLS) {
                session.stls();
            }
            return session;
        } catch (IOException | RuntimeException | Error e) {
            connection.abort();
            throw e;
        }
    }

    // ---- before the login

    private void stls() throws MailException {
        if (!capabilities.asMap().isEmpty() && !capabilities.has("STLS")) {
            throw new MailTlsException(
                    server() + ": the server does not offer STLS. Use tls=IMPLICIT (usually port 995)"
                            + " if it has that, or tls=NONE to do without TLS",
                    null);
        }
        Pop3Command<String> stls = queue.call(Pop3Commands.acknowledged("STLS"));
        try {
            stls.result();
        } catch (IOException e) {
            throw new MailTlsException("TLS was refused, and nothing secret was sent. " + e.getMessage(), e);
        }
        connection.startTls();
        know(Pop3Capabilities.NONE); // nothing learnt in clear survives (RFC 2595 section 4)
        askCapabilities();
    }

    /** What a server said before stays, if it does not say anything now: some know {@code CAPA} in one state only. */
    private void askCapabilities() throws MailException {
        learn(queue.call(Pop3Commands.capa(capabilities)));
    }

    /** Logged in: some servers say only now what they can do. One that pipelines is asked with whatever comes next. */
    private void loggedIn() throws MailException {
        if (pipelines()) {
            capaAhead = queue.submit(Pop3Commands.capa(capabilities));
        } else {
            askCapabilities();
        }
    }

    private void learn(Pop3Command<Pop3Capabilities> capa) throws MailException {
        try {
            know(capa.result());
        } catch (Pop3Exception e) {
            LOG.debug("{}", e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is no sink that could fail
        }
    }

    private void know(Pop3Capabilities now) {
        capabilities = now;
        pipelines = switch (pipelining) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> now.has("PIPELINING");
        };
    }

    /**
     * Logs in, with the strongest mechanism that is offered or the one that is named, and asks anew what the server can
     * do: some say it only now.
     *
     * @throws io.maillite.sasl.MailAuthenticationException if the login is refused or not possible
     * @throws Pop3Exception if the server refuses for another reason: the maildrop is busy, or the server ill
     * @throws MailException if the session is dead
     */
    public void login(Authentication authentication) throws MailException {
        new Pop3Login(connection, queue, greeting, capabilities).login(authentication);
        loggedIn();
    }

    /**
     * {@code USER}: the first half of the plainest login. The caller sees to it that the connection is under TLS.
     *
     * @throws Pop3Exception if the server refuses
     */
    public void user(String name) throws MailException {
        new Pop3Login(connection, queue, greeting, capabilities).user(name);
    }

    /**
     * {@code PASS}: the second half.
     *
     * @throws io.maillite.sasl.MailAuthenticationException if the login is refused
     * @throws Pop3Exception if the server refuses for another reason
     */
    public void pass(String password) throws MailException {
        new Pop3Login(connection, queue, greeting, capabilities).pass(password);
        loggedIn();
    }

    /**
     * {@code APOP} (RFC 1939 section 7): a login that does not show the password, and is weak all the same.
     *
     * @throws io.maillite.sasl.MailAuthenticationException if the login is refused, or the server has no {@code APOP}
     * @throws Pop3Exception if the server refuses for another reason
     */
    public void apop(String name, String password) throws MailException {
        new Pop3Login(connection, queue, greeting, capabilities).apop(name, password);
        loggedIn();
    }

    /**
     * {@code UTF8} (RFC 6856): what follows may hold UTF-8, message header fields included. Before the login.
     *
     * @throws Pop3Exception if the server refuses
     */
    public void utf8() throws MailException {
        call(Pop3Commands.acknowledged("UTF8"));
        connection.allowUtf8();
    }

    /** What the server said first, printable. */
    public String greeting() {
        return connection.printable(greeting.text());
    }

    /**
     * What the server says that it can do, as of now.
     *
     * @throws MailException if that is still to be read, and the session is dead
     */
    public Pop3Capabilities capabilities() throws MailException {
        if (capaAhead != null) {
            receiveOldest();
        }
        return capabilities;
    }

    /** The same as far as it was read by now: on a server that pipelines, what it said before the login. */
    public Pop3Capabilities capabilitiesSoFar() {
        return capabilities;
    }

    /** {@code CAPA}: asks anew what the server can do; as before, if it refuses to say. */
    public Pop3Capabilities capa() throws MailException {
        drain();
        askCapabilities();
        return capabilities;
    }

    // ---- one by one

    /** {@code STAT}. */
    public Stat stat() throws MailException {
        return call(Pop3Commands.stat());
    }

    /** {@code LIST}: all messages that are not marked, in the order of the server's. */
    public List<ScanListing> list() throws MailException {
        List<ScanListing> all = new ArrayList<>();
        call(Pop3Commands.list(DEFAULT_MAX_LISTING, (number, size) -> all.add(new ScanListing(number, size))));
        return all;
    }

    /** {@code LIST} of one message. */
    public ScanListing list(int number) throws MailException {
        return call(Pop3Commands.list(number));
    }

    /** {@code UIDL}: the unique-ids of all messages that are not marked. */
    public List<UniqueIdListing> uidl() throws MailException {
        List<UniqueIdListing> all = new ArrayList<>();
        call(Pop3Commands.uidl(
                DEFAULT_MAX_LISTING,
                (number, uniqueId) -> all.add(new UniqueIdListing(number, Optional.ofNullable(uniqueId)))));
        return all;
    }

    /** {@code UIDL} of one message. */
    public UniqueIdListing uidl(int number) throws MailException {
        return call(Pop3Commands.uidl(number));
    }

    /**
     * {@code RETR}: a message, octet for octet.
     *
     * @return its octets
     * @throws Pop3Exception if the server refuses
     * @throws IOException what the sink threw: the session lives
     */
    public long retr(int number, OutputStream sink) throws IOException {
        return await(Pop3Commands.retr(number, sink, 0)).octets();
    }

    /**
     * {@code TOP}: the header and the first lines of the body.
     *
     * @return octets that came
     * @throws Pop3Exception if the server refuses
     * @throws IOException what the sink threw: the session lives
     */
    public long top(int number, int lines, OutputStream sink) throws IOException {
        return await(Pop3Commands.top(number, lines, sink, 0)).octets();
    }

    /** {@code DELE}: marks a message; {@link #quit()} removes it. */
    public void dele(int number) throws MailException {
        call(Pop3Commands.dele(number));
    }

    /** {@code RSET}: takes all marks back. */
    public void rset() throws MailException {
        call(Pop3Commands.rset());
    }

    /** {@code NOOP}: keeps the session alive. */
    public void noop() throws MailException {
        call(Pop3Commands.noop());
    }

    /** {@code LANG}: the languages that the server can speak, a tag and a name each. */
    public List<String> lang() throws MailException {
        return call(Pop3Commands.lang());
    }

    /** {@code LANG tag}: what the server says from now on is said in this language. */
    public void lang(String tag) throws MailException {
        call(Pop3Commands.lang(tag));
    }

    /**
     * {@code QUIT}: commits, and closes the connection.
     *
     * @throws Pop3Exception if the server answers {@code -ERR}: some of the marked messages were not removed
     * @throws io.maillite.wire.MailConnectionException if no answer came: nobody knows whether they were removed
     * @throws io.maillite.wire.MailProtocolException if what came may be the answer to an earlier command
     */
    public void quit() throws MailException {
        drain();
        hasQuit = true;
        try {
            call(Pop3Commands.quit(quitTimeout));
            requireLastWord();
        } finally {
            connection.close();
        }
    }

    /**
     * A session whose replies have moved against its commands has one left over: the first line of a message, say,
     * would be taken for the answer to {@code QUIT}. What is a reply itself was said twice, or is somebody's idea of
     * politeness.
     */
    private void requireLastWord() throws MailException {
        if (queue.hasServedPipelined() && connection.hasBuffered() && !isReply(connection.bufferedText())) {
            throw queue.unasked("behind the answer to QUIT");
        }
    }

    private static boolean isReply(String text) {
        return text.startsWith("+OK") || isFarewell(text);
    }

    /** Some servers say why they close an idle connection. */
    private static boolean isFarewell(String text) {
        return text.startsWith("-ERR");
    }

    /** Waits for a command that nobody's sink is part of. */
    private <T> T call(Pop3Command<T> command) throws MailException {
        try {
            return await(command);
        } catch (MailException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is no sink that could fail
        }
    }

    private <T> T await(Pop3Command<T> command) throws IOException {
        submit(command);
        drain();
        return command.result();
    }

    // ---- many in flight

    /** Whether commands may follow one another before the first is answered. */
    public boolean pipelines() {
        return pipelines;
    }

    /**
     * Sends a command, or has it sent with those that follow. Where the session does not {@link #pipelines() pipeline},
     * or there are enough unanswered, it first receives the replies that are due.
     *
     * @return the command
     * @throws MailException if the session is dead
     */
    public <T> Pop3Command<T> submit(Pop3Command<T> command) throws MailException {
        while (!mayFollow()) {
            receiveOldest();
        }
        requireInStep("before " + command.name());
        if (queue.unanswered() == 0 && !queue.isBroken() && connection.hasBuffered()) {
            throw queue.end(new MailConnectionException(
                    Reason.LOST,
                    server() + ": the server ended the session, before " + command.name() + ": "
                            + connection.bufferedText(),
                    null));
        }
        return queue.submit(command);
    }

    /**
     * Makes sure that the server has not said more than it was asked for. If it has, the replies before may be those to
     * other commands than they were taken for: a message that was sent twice stands in the place of the next one. Looks
     * at what has arrived by now, and waits for nothing; does nothing while commands are unanswered. (A {@code -ERR}
     * that nobody asked for is how servers end a session: the next command will find that.)
     *
     * @throws io.maillite.wire.MailProtocolException if the server has said more: the session is dead
     */
    public void requireInStep() throws MailException {
        requireInStep("when all was answered");
    }

    private void requireInStep(String when) throws MailException {
        if (queue.unanswered() == 0
                && !queue.isBroken()
                && connection.hasArrived()
                && connection.hasBuffered()
                && !isFarewell(connection.bufferedText())) {
            throw queue.unasked(when);
        }
    }

    /** Whether a command submitted now would go out without waiting for a reply first. */
    public boolean mayFollow() {
        return queue.unanswered() == 0 || (pipelines && queue.hasRoom());
    }

    /**
     * Waits for the reply to the oldest command that has none; does nothing if all are answered.
     *
     * @throws MailException if the session is dead
     */
    public void receive() throws MailException {
        if (capaAhead != null) {
            receiveOldest();
        }
        if (queue.unanswered() > 0) {
            receiveOldest();
        }
    }

    private void drain() throws MailException {
        while (queue.unanswered() > 0) {
            receiveOldest();
        }
    }

    private void receiveOldest() throws MailException {
        queue.receive();
        Pop3Command<Pop3Capabilities> capa = capaAhead;
        if (capa != null) {
            capaAhead = null;
            learn(capa);
        }
    }

    /** Whether the server has answered a command that was sent before the one in front of it was answered. */
    public boolean hasServedPipelined() {
        return queue.hasServedPipelined();
    }

    /** How many of the commands that were {@link #submit submitted} are unanswered. */
    public int unanswered() {
        return queue.unanswered() - (capaAhead == null ? 0 : 1);
    }

    // ---- the end

    /** Whom we talk to. */
    public ServerAddress server() {
        return connection.server();
    }

    /** Whether the session is dead: the connection lost or the protocol broken. */
    public boolean isBroken() {
        return queue.isBroken();
    }

    /** Ends the session. Without {@link #quit()} before, nothing is removed from the maildrop (RFC 1939 section 6). */
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
