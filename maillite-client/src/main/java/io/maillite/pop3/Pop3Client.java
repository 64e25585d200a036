package io.maillite.pop3;

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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a maildrop. Immutable: each method gives a changed copy, and one client opens any number of sessions.
 *
 * <pre>{@code
 * try (Pop3Session maildrop = Pop3Client.of("mail.example.org").credentials(user, password).open()) {
 *     for (ScanListing message : maildrop.list()) {
 *         maildrop.retr(message.number(), sink);
 *         maildrop.dele(message.number());
 *     }
 *     maildrop.quit(); // commits; leaving without it rolls back
 * }
 * }</pre>
 */
public final class Pop3Client {
    private final ConnectionSettings connection;
    private final @Nullable Authentication authentication;
    private final Pipelining pipelining;
    private final Duration quitTimeout;
    private final boolean utf8;

    private Pop3Client(
            ConnectionSettings connection,
            @Nullable Authentication authentication,
            Pipelining pipelining,
            Duration quitTimeout,
            boolean utf8) {
        this.connection = connection;
        this.authentication = authentication;
        this.pipelining = pipelining;
        this.quitTimeout = quitTimeout;
        this.utf8 = utf8;
    }

    /** A server by its name or address: implicit TLS on port 995, until said otherwise. */
    public static Pop3Client of(String host) {
        return of(ConnectionSettings.to(host));
    }

    /** A server by all that there is to say of the connection. */
    public static Pop3Client of(ConnectionSettings connection) {
        return new Pop3Client(connection, null, Pipelining.AUTO, Duration.ofMinutes(5), false);
    }

    /** The server, with the port that is used. */
    public ServerAddress server() {
        return new ServerAddress(connection.host(), port());
    }

    private int port() {
        if (connection.port() != 0) {
            return connection.port();
        }
        return connection.tls() == TlsMode.IMPLICIT ? 995 : 110;
    }

    /** @param port 1 to 65535, or 0 for 995 under implicit TLS and 110 without */
    public Pop3Client port(int port) {
        return connection(settings -> settings.withPort(port));
    }

    /** @param tls how the connection is secured */
    public Pop3Client tls(TlsMode tls) {
        return connection(settings -> settings.withTls(tls));
    }

    /** Changes what else there is to say of the connection: time-outs, trust, proxy, trace. */
    public Pop3Client connection(UnaryOperator<ConnectionSettings> change) {
        return new Pop3Client(change.apply(connection), authentication, pipelining, quitTimeout, utf8);
    }

    /** Logs in with a password, by the strongest mechanism that is offered. */
    public Pop3Client credentials(String username, String password) {
        return authentication(Authentication.auto(Credentials.password(username, password)));
    }

    /** Logs in in this way. */
    public Pop3Client authentication(Authentication authentication) {
        return new Pop3Client(connection, authentication, pipelining, quitTimeout, utf8);
    }

    /** @param pipelining whether commands may follow one another before the first is answered */
    public Pop3Client pipelining(Pipelining pipelining) {
        return new Pop3Client(connection, authentication, pipelining, quitTimeout, utf8);
    }

    /** @param quitTimeout how long to wait for the answer to {@code QUIT}, while the server removes: more than 0 */
    public Pop3Client quitTimeout(Duration quitTimeout) {
        if (quitTimeout.isZero() || quitTimeout.isNegative()) {
            throw new IllegalArgumentException("quitTimeout must be more than 0, not " + quitTimeout);
        }
        return new Pop3Client(connection, authentication, pipelining, quitTimeout, utf8);
    }

    /** @param utf8 whether to ask for {@code UTF8} (RFC 6856) where it is offered */
    public Pop3Client utf8(boolean utf8) {
        return new Pop3Client(connection, authentication, pipelining, quitTimeout, utf8);
    }

    /**
     * Connects and logs in.
     *
     * @throws io.maillite.wire.MailConnectionException if there is no connection, or it was lost
     * @throws io.maillite.wire.MailTlsException if TLS cannot be had, or not with the right server
     * @throws io.maillite.sasl.MailAuthenticationException if the login is refused or not possible
     * @throws Pop3Exception if the server refuses for another reason
     * @throws IllegalStateException if no credentials were given
     */
    public Pop3Session open() throws MailException {
        Authentication login = authentication;
        if (login == null) {
            throw new IllegalStateException("No credentials were given; connect() gives a session without a login");
        }
        Pop3Session session = connect();
        try {
            if (utf8 && session.capabilities().has("UTF8")) {
                session.utf8();
            }
            session.login(login);
            return session;
        } catch (IOException | RuntimeException | Error e) {
            session.abort();
            throw e;
        }
    }

    /**
     * Connects, and makes the connection secure; without a login.
     *
     * @throws MailException as for {@link #open()}
     */
    public Pop3Session connect() throws MailException {
        ConnectionSettings settings = connection.withPort(port());
        Connection connected = Connection.open(settings, new Trace("pop3", settings.traceLevel()));
        return Pop3Session.greet(connected, pipelining, quitTimeout);
    }
}
