package io.maillite.examples.quickstart;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.maillite.examples.quickstart.Account.ServerPort;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** A mail server in this process: GreenMail with one mailbox, under TLS, on ports that are free. */
final class LocalServer implements AutoCloseable {
    private static final String ADDRESS = "quickstart@localhost";

    private final GreenMail greenMail;
    private final Account account;

    private LocalServer(GreenMail greenMail, Account account) {
        this.greenMail = greenMail;
        this.account = account;
    }

    static LocalServer start() throws IOException, InterruptedException {
        OwnCertificate certificate = certificate();
        GreenMail greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS),
            new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_POP3S)
        });
        String password = UUID.randomUUID().toString();
        greenMail.setUser(ADDRESS, ADDRESS, password);
        greenMail.start();
        return new LocalServer(
                greenMail,
                new Account(
                        new ServerPort("localhost", greenMail.getSmtps().getPort(), TlsMode.IMPLICIT),
                        new ServerPort("localhost", greenMail.getPop3s().getPort(), TlsMode.IMPLICIT),
                        ADDRESS,
                        password,
                        ADDRESS,
                        ADDRESS,
                        certificate.trust(),
                        true,
                        false));
    }

    /** GreenMail reads its key once in the life of a process, from where system properties say. */
    private static OwnCertificate certificate() throws IOException, InterruptedException {
        String known = System.getProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
        if (known != null) {
            return new OwnCertificate(
                    Path.of(known),
                    System.getProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, ""));
        }
        OwnCertificate made = OwnCertificate.make();
        System.setProperty(
                DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY,
                made.keyStore().toString());
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, made.password());
        return made;
    }

    Account account() {
        return account;
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
