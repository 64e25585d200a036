package io.maillite.camel.smtp;

import io.maillite.smtp.SmtpSession;

/** A session of the pool, and how much was sent over it. */
final class PooledSession {
    private final SmtpSession session;
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

    /** It is not to be used again. */
    void retire() {
        messages = mostMessages;
    }

    /** Whether it may be used now; looks at one that has lain there for a while. */
    boolean isUsable() {
        return room() > 0 && session.isUsable();
    }
}
