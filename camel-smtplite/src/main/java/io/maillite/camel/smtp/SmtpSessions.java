package io.maillite.camel.smtp;

import io.maillite.camel.support.MailLogin;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpSession;
import io.maillite.wire.MailException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions with the server of an endpoint, and remembers how it wants to be talked to. */
final class SmtpSessions {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSessions.class);

    private final SmtpClient client;
    private final @Nullable MailLogin login;
    private volatile ExtensionUse pipelining;
    private volatile boolean hasServedPipelined;

    SmtpSessions(SmtpClient client, @Nullable MailLogin login, ExtensionUse pipelining) {
        this.client = login == null ? client : client.authentication(login.authentication());
        this.login = login;
        this.pipelining = pipelining;
    }

    /**
     * A session that is logged in, if there are credentials.
     *
     * @throws MailException if there is none to be had
     */
    SmtpSession open() throws MailException {
        SmtpClient wanted = client.pipelining(pipelining);
        return login == null ? wanted.open() : login.open(wanted::open);
    }

    /**
     * A session that has shown that the server hangs up on pipelined commands has the next ones send them one by one.
     * Where an earlier session was served them, that is not why it was lost.
     */
    void learnFrom(SmtpSession session) {
        if (session.hasServedPipelined()) {
            hasServedPipelined = true;
        }
        if (session.brokeOnPipelining() && !hasServedPipelined && pipelining != ExtensionUse.OFF) {
            pipelining = ExtensionUse.OFF;
            LOG.warn(
                    "{} offers PIPELINING and hangs up on it: it gets its commands one by one from now on",
                    session.server());
        }
    }
}
