package io.maillite.camel.pop3;

import io.maillite.camel.support.MailLogin;
import io.maillite.pop3.Pipelining;
import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.wire.MailException;

/** The mailbox of an endpoint: opens sessions on it, and knows its name. */
final class Maildrop {
    private final Pop3Client client;
    private final MailLogin login;
    private final String name;

    /** @param name {@code username@host:port}: what repository keys start with */
    Maildrop(Pop3Client client, MailLogin login, String name) {
        this.client = client.authentication(login.authentication());
        this.login = login;
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * A session that is logged in.
     *
     * @throws MailException if there is none to be had
     */
    Pop3Session open(Pipelining pipelining) throws MailException {
        Pop3Client wanted = client.pipelining(pipelining);
        return login.open(wanted::open);
    }
}
