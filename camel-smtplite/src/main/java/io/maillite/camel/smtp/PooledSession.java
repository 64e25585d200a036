package io.maillite.camel.smtp;

import io.maillite.smtp.SmtpSession;

/** A place in the pool: its session, and how much was sent over it. */
final class PooledSession {
    private volatile SmtpSession session;
    private final int mostMessages;
    private int messages;

    PooledSession(SmtpSession session, int mostMessages) {
        this.session = session;
        this.mostMessages = mostMessages;
    }

    SmtpSession session() {
        return session;
    }

    /** Whether nothing was sent over it yet: then it cannot have been closed while it lay there. */
    boolean isFresh() {
        return messages == 0;
    }

    /** How many more messages it may carry. */
    int room() {
        return mostMessages - messages;
    }

    void sent() {
        messages++;
    }

    /** Ends the session: it is not to be used again. */
    void retire() {
        messages = mostMessages;
        session.quit();
    }

    /** Has another session in the place of this one. */
    void renew(SmtpSession fresh) {
        session = fresh;
        messages = 0;
    }

    /** Whether it may be used now; looks at one that has lain there for a while. */
    boolean isUsable() {
        return room() > 0 && session.isUsable();
    }
}
