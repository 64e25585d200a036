package io.maillite.interop;

import io.maillite.interop.ServerProcess.PortTakenException;
import io.maillite.pop3.Pop3Client;
import io.maillite.smtp.Protocol;
import io.maillite.smtp.SmtpClient;
import io.maillite.testkit.tls.TestTls;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A Dovecot: POP3 in clear and under TLS, LMTP, and the socket that Postfix asks about passwords. */
final class Dovecot implements AutoCloseable {
    static final String ALL_MECHANISMS = "plain login apop cram-md5 scram-sha-1 scram-sha-256 xoauth2 oauthbearer";
    private static final int MOST_STARTS = 5;

    private final TokenCheck tokens;
    private final ServerFolder folder;
    private final ServerProcess process;
    private final int pop3;
    private final int pop3s;
    private final int lmtp;

    private Dovecot(TokenCheck tokens, ServerFolder folder, int pop3, int pop3s, int lmtp, String mechanisms)
            throws PortTakenException {
        this.tokens = tokens;
        this.folder = folder;
        this.pop3 = pop3;
        this.pop3s = pop3s;
        this.lmtp = lmtp;
        folder.configure("dovecot.conf", Map.of("pop3", pop3, "pop3s", pop3s, "lmtp", lmtp, "mechanisms", mechanisms));
        folder.configure("oauth2.conf", Map.of("introspection", tokens.url()));
        folder.write("users", Mailboxes.passwdFile());
        folder.folder("mail", "mail");
        String conf = folder.resolve("dovecot.conf").toString();
        process = ServerProcess.start(
                folder,
                "dovecot.log",
                "doveadm -c '" + conf + "' stop",
                List.of("dovecot", "-F", "-c", conf),
                List.of(pop3, pop3s, lmtp));
    }

    static Dovecot start(String mechanisms) throws IOException {
        TokenCheck tokens = new TokenCheck();
        for (int i = 1; ; i++) {
            try {
                return new Dovecot(
                        tokens,
                        ServerFolder.create("dovecot"),
                        FreePorts.next(),
                        FreePorts.next(),
                        FreePorts.next(),
                        mechanisms);
            } catch (PortTakenException e) {
                if (i == MOST_STARTS) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    ServerProcess process() {
        return process;
    }

    Path sasl() {
        return folder.resolve("sasl");
    }

    int port(TlsMode tls) {
        return tls == TlsMode.IMPLICIT ? pop3s : pop3;
    }

    int lmtp() {
        return lmtp;
    }

    /** Without credentials. */
    Pop3Client pop3(TlsMode tls) {
        return Pop3Client.of("localhost")
                .port(port(tls))
                .tls(tls)
                .connection(settings -> settings.withSslContext(TestTls.clientContext()));
    }

    Pop3Client pop3(TlsMode tls, String user) {
        return pop3(tls).credentials(user, Mailboxes.passwordOf(user));
    }

    /** For a component: host, port and how to log in. */
    String uri(TlsMode tls, String user) {
        return "pop3lite:localhost:" + port(tls) + "?tls=" + tls + "&sslContextParameters=#trust&username=" + user
                + "&password=RAW(" + Mailboxes.passwordOf(user) + ")";
    }

    SmtpClient lmtp(TlsMode tls) {
        return SmtpClient.of("localhost")
                .protocol(Protocol.LMTP)
                .port(lmtp)
                .tls(tls)
                .localHostName("client.interop.test")
                .connection(settings -> settings.withSslContext(TestTls.clientContext()));
    }

    /** Puts a message into a mailbox, past all protocols: as the file that Dovecot itself would have written. */
    void put(String user, byte[] octets) {
        try {
            folder.folder("mail/" + user, "mail");
            for (String name : List.of("cur", "new", "tmp")) {
                folder.folder("mail/" + user + "/" + name, "mail");
            }
            Path file = folder.resolve("mail/" + user + "/tmp/" + UUID.randomUUID());
            Files.write(file, octets);
            ServerFolder.give(file, "mail");
            Files.move(file, folder.resolve("mail/" + user + "/new").resolve(file.getFileName()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (tokens) {
            process.close();
        }
    }
}
