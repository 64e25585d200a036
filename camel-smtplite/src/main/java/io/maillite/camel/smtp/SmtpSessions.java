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
    private final ExtensionUse wantedPipelining;
    private volatile ExtensionUse pipelining;
    private volatile ExtensionUse chunking;
    private volatile boolean followsData = true;
    private volatile boolean hasServedPipelined;

    SmtpSessions(SmtpClient client, @Nullable MailLogin login, ExtensionUse pipelining, ExtensionUse chunking) {
        this.client = login == null ? client : client.authentication(login.authentication());
        this.login = login;
        this.wantedPipelining = pipelining;
        this.pipelining = pipelining;
        this.chunking = chunking;
    }

    /**
     * A session that is logged in, if there are credentials.
     *
     * @throws MailException if there is none to be had
     */
    SmtpSession open() throws MailException {
        SmtpClient wanted = client.pipelining(pipelining).chunking(chunking).followsData(followsData);
        return login == null ? wanted.open() : login.open(wanted::open);
    }

    /**
     * What a session has shown that the server cannot do, the next ones spare it: to be sent commands in groups, or
     * behind the end of a message, or content by {@code BDAT}. Where any session was served groups, they are not why
     * another was lost.
     */
    void learnFrom(SmtpSession session) {
        if (session.hasServedPipelined()) {
            hasServedPipelined = true;
            pipelining = wantedPipelining;
        }
        if (session.brokeOnPipelining() && !hasServedPipelined && pipelining != ExtensionUse.OFF) {
            pipelining = ExtensionUse.OFF;
            LOG.warn(
                    "{} offers PIPELINING and hangs up on it, or is silent: it gets its commands one by one from now on",
                    session.server());
        }
        if (session.brokeOnChunking() && chunking != ExtensionUse.OFF) {
            chunking = ExtensionUse.OFF;
            LOG.warn(
                    "{} offers CHUNKING and does not have BDAT: it gets messages by DATA from now on",
                    session.server());
        }
        if (session.losesWhatFollowsData() && followsData) {
            followsData = false;
            LOG.info(
                    "{} does not answer what follows the end of a message at once: it gets the next message of a batch when"
                            + " it has answered the one before",
                    session.server());
        }
    }
}
