package io.maillite.pop3;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.MailException;
import io.maillite.wire.TlsMode;

/** How the dialogues of these tests begin, and the client that has them. */
final class Dialogues {
    /** Up to where the AUTHORIZATION state waits for a command. */
    static final String GREETED = """
            S: +OK ready
            C: CAPA
            S: -ERR
            """;

    private static final String CAPABILITIES = """
            C: CAPA
            S: +OK
            S: USER
            S: UIDL
            S: PIPELINING
            S: .
            """;

    /** Up to where the TRANSACTION state waits for a command; the server pipelines. */
    static final String LOGGED_IN = "S: +OK ready\n" + CAPABILITIES + """
            C: USER user
            S: +OK
            C: PASS secret
            S: +OK
            """ + CAPABILITIES;

    private Dialogues() {}

    /** A server that goes on with this dialogue behind {@link #GREETED}. */
    static ScriptedServer greeted(String dialogue) {
        return ScriptedServer.start(GREETED + dialogue);
    }

    /** A server that goes on with this dialogue behind {@link #LOGGED_IN}. */
    static ScriptedServer loggedIn(String dialogue) {
        return ScriptedServer.start(LOGGED_IN + dialogue);
    }

    /** A client in clear. */
    static Pop3Client client(ScriptedServer server) {
        return Pop3Client.of(server.host()).port(server.port()).tls(TlsMode.NONE);
    }

    /** A client under TLS that trusts the test CA. */
    static Pop3Client client(ScriptedServer server, TlsMode tls) {
        return client(server).tls(tls).connection(settings -> settings.withSslContext(TestTls.clientContext()));
    }

    /** The client of {@code user} that trusts the test CA. */
    static Pop3Client client(MaildropServer server, TlsMode tls) {
        return Pop3Client.of(server.host())
                .port(server.port())
                .tls(tls)
                .connection(settings -> settings.withSslContext(TestTls.clientContext()))
                .credentials("user", "secret");
    }

    /** A session without a login: any command can be tried on it. */
    static Pop3Session connect(ScriptedServer server) throws MailException {
        return client(server).connect();
    }

    /** A session of {@code user} with the password {@code secret}. */
    static Pop3Session open(ScriptedServer server) throws MailException {
        return client(server).credentials("user", "secret").open();
    }
}
