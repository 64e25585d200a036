package io.maillite.smtp;

import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.wire.Connection;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.MailException;
import io.maillite.wire.ServerAddress;
import io.maillite.wire.TlsMode;
import io.maillite.wire.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server that takes messages. Immutable: each method gives a changed copy, and one client opens any
 * number of sessions.
 *
 * <pre>{@code
 * try (SmtpSession session = SmtpClient.of("mail.example.org").credentials(user, password).open()) {
 *     Map<String, SmtpReply> refused = session.sendmail(
 *             "jane@example.org", List.of("joe@example.net", "ann@example.net"), MessageSource.of(file));
 *     session.quit();
 * }
 * }</pre>
 */
public final class SmtpClient {
    /** RFC 5321 section 4.5.3.2. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

    private final ConnectionSettings connection;
    private final @Nullable Authentication authentication;
    private final SessionSettings session;

    private SmtpClient(
            ConnectionSettings connection, @Nullable Authentication authentication, SessionSettings session) {
        this.connection = connection;
        this.authentication = authentication;
        this.session = session;
    }

    /** A server by its name or address: implicit TLS on port 465, until said otherwise. */
    public static SmtpClient of(String host) {
        return of(ConnectionSettings.to(host).withReadTimeout(READ_TIMEOUT));
    }

    /** A server by all that there is to say of the connection. */
    public static SmtpClient of(ConnectionSettings connection) {
        return new SmtpClient(connection, null, SessionSettings.DEFAULT);
    }

    /** The server, with the port that is used. */
    public ServerAddress server() {
        return new ServerAddress(connection.host(), connection.port() != 0 ? connection.port() : defaultPort());
    }

    /** @param port 1 to 65535, or 0 for 465 under implicit TLS, 587 with STARTTLS, 25 without, and 24 for LMTP */
    public SmtpClient port(int port) {
        return connection(settings -> settings.withPort(port));
    }

    /** @param tls how the connection is secured */
    public SmtpClient tls(TlsMode tls) {
        return connection(settings -> settings.withTls(tls));
    }

    /** Changes what else there is to say of the connection: time-outs, trust, proxy, trace. */
    public SmtpClient connection(UnaryOperator<ConnectionSettings> change) {
        return new SmtpClient(change.apply(connection), authentication, session);
    }

    /** Logs in with a password, by the strongest mechanism that is offered. */
    public SmtpClient credentials(String username, String password) {
        return authentication(Authentication.auto(Credentials.password(username, password)));
    }

    /** Logs in in this way. */
    public SmtpClient authentication(Authentication authentication) {
        return new SmtpClient(connection, authentication, session);
    }

    /** @param protocol SMTP or LMTP */
    public SmtpClient protocol(Protocol protocol) {
        return session(draft -> draft.protocol = protocol);
    }

    /** @param localHostName how we introduce ourselves: a host's name, or an address in brackets; null: this host's */
    public SmtpClient localHostName(@Nullable String localHostName) {
        return session(draft -> draft.localHostName = localHostName);
    }

    /** @param pipelining whether commands may follow one another before the first is answered (RFC 2920) */
    public SmtpClient pipelining(ExtensionUse pipelining) {
        return session(draft -> draft.pipelining = pipelining);
    }

    /** @param chunking whether to send by {@code BDAT} (RFC 3030) */
    public SmtpClient chunking(ExtensionUse chunking) {
        return session(draft -> draft.chunking = chunking);
    }

    /**
     * @param followsData whether the next message may be begun before the end of the one before is answered, by
     *     {@code DATA} (RFC 2920 section 3.1), where the server shows that it answers what comes there; true until said
     *     otherwise
     */
    public SmtpClient followsData(boolean followsData) {
        return session(draft -> draft.followsData = followsData);
    }

    /** @param dataTimeout how long to wait for the reply to the end of a message: more than 0 */
    public SmtpClient dataTimeout(Duration dataTimeout) {
        return session(draft -> draft.dataTimeout = dataTimeout);
    }

    /** @param lineEndings what becomes of a CR or an LF that stands alone */
    public SmtpClient lineEndings(LineEndings lineEndings) {
        return session(draft -> draft.lineEndings = lineEndings);
    }

    /** @param eightBit what becomes of octets over 127 where the server does not offer to take them */
    public SmtpClient eightBit(EightBit eightBit) {
        return session(draft -> draft.eightBit = eightBit);
    }

    /** @param requireAllRecipients whether one refused recipient is enough to send nothing to anybody; not with LMTP */
    public SmtpClient requireAllRecipients(boolean requireAllRecipients) {
        return session(draft -> draft.requireAllRecipients = requireAllRecipients);
    }

    private SmtpClient session(Consumer<SessionSettings.Draft> change) {
        return new SmtpClient(connection, authentication, session.with(change));
    }

    /**
     * Connects, and logs in if credentials were given.
     *
     * @throws io.maillite.wire.MailConnectionException if there is no connection, or it was lost
     * @throws io.maillite.wire.MailTlsException if TLS cannot be had, or not with the right server
     * @throws io.maillite.sasl.MailAuthenticationException if the login is refused or not possible
     * @throws SmtpException if the server refuses for another reason
     */
    public SmtpSession open() throws MailException {
        SmtpSession opened = connect();
        Authentication login = authentication;
        if (login == null) {
            return opened;
        }
        try {
            opened.login(login);
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            opened.abort();
            throw e;
        }
    }

    /**
     * Connects, and makes the connection secure; without a login.
     *
     * @throws MailException as for {@link #open()}
     */
    public SmtpSession connect() throws MailException {
        ConnectionSettings settings = connection.withPort(server().port());
        return SmtpSession.greet(Connection.open(settings, new Trace("smtp", settings.traceLevel())), session);
    }

    /** RFC 8314 section 3.3, RFC 6409 section 3.1, RFC 5321 section 4.5.4.2; for LMTP the one that is customary. */
    private int defaultPort() {
        if (session.protocol() == Protocol.LMTP) {
            return 24;
        }
        return switch (connection.tls()) {
            case IMPLICIT -> 465;
            case STARTTLS -> 587;
            case NONE -> 25;
        };
    }
}
