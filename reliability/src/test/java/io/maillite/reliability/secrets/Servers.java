package io.maillite.reliability.secrets;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.tls.TestIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The servers of one mechanism, one for each way in which a login can end. */
final class Servers implements AutoCloseable {
    private static final Transport IMPLICIT_TLS = Transport.implicitTls();

    private final Dialect dialect;
    private final Mechanism mechanism;
    private final Hoard hoard;
    private final List<AutoCloseable> open = new ArrayList<>();

    Servers(Dialect dialect, Mechanism mechanism, Hoard hoard) {
        this.dialect = dialect;
        this.mechanism = mechanism;
        this.hoard = hoard;
    }

    /** The port of a server that ends logins in this way. */
    int start(Outcome outcome, String secret) {
        Transport transport = transport(outcome);
        if (outcome == Outcome.NOT_THERE) {
            return portOfNobody();
        }
        if (outcome.needsTalk() || mechanism.inTwoLines()) {
            Outcome talk = outcome.needsTalk() ? outcome : Outcome.WELCOMED_WITH_THE_SECRET;
            TalkativeServer server = new TalkativeServer(dialect, mechanism, secret, talk, hoard, transport);
            open.add(server);
            return server.port();
        }
        Accounts accounts = Accounts.of(Riches.USERNAME, secret, secret);
        if (dialect == Dialect.SMTP) {
            SinkServer server = SinkServer.builder()
                    .transport(transport)
                    .accounts(accounts)
                    .requiresLogin()
                    .start();
            open.add(server);
            return server.port();
        }
        MaildropServer server = MaildropServer.builder()
                .transport(transport)
                .accounts(accounts)
                .withApop()
                .start();
        server.maildrop()
                .addMany(
                        3,
                        i -> io.maillite.testkit.pop3.MessageContent.of(
                                ("Subject: " + i + "\r\n\r\nNobody can log in with this.\r\n")
                                        .getBytes(StandardCharsets.US_ASCII)));
        open.add(server);
        return server.port();
    }

    private static Transport transport(Outcome outcome) {
        TestIdentity identity =
                switch (outcome) {
                    case UNTRUSTED -> TestIdentity.SELF_SIGNED;
                    case ANOTHER_HOST -> TestIdentity.WRONG_HOST;
                    default -> TestIdentity.LOCALHOST;
                };
        return IMPLICIT_TLS.with(Tls.server(identity));
    }

    private static int portOfNobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
