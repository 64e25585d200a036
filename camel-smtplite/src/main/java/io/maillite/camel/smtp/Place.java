package io.maillite.camel.smtp;

import io.maillite.smtp.SmtpSession;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A place in the pool: for one session, and how much was sent over it. It is empty until the session is opened. */
final class Place {
    private final int mostMessages;
    private final AtomicReference<@Nullable SmtpSession> session = new AtomicReference<>();
    private int messages;
    private boolean isGivenUp;

    Place(int mostMessages) {
        this.mostMessages = mostMessages;
    }

    boolean isEmpty() {
        return session.get() == null;
    }

    /** @throws IllegalStateException if it is empty */
    SmtpSession session() {
        SmtpSession opened = session.get();
        if (opened == null) {
            throw new IllegalStateException("There is no session in this place");
        }
        return opened;
    }

    void fill(SmtpSession opened) {
        session.set(opened);
        messages = 0;
    }

    /** Takes the session out, which is the caller's to end. */
    @Nullable
    SmtpSession vacate() {
        return session.getAndSet(null);
    }

    /** It goes back empty, for another to be made when one is needed. */
    void giveUp() {
        isGivenUp = true;
    }

    /** Whether nothing was sent over its session yet: then it cannot have been closed while it lay there. */
    boolean isFresh() {
        return messages == 0;
    }

    /** How many more messages its session may carry. */
    int room() {
        return mostMessages - messages;
    }

    void sent() {
        messages++;
    }

    /** Whether it may be used now; looks at a session that has lain there for a while. */
    boolean isUsable() {
        SmtpSession opened = session.get();
        return opened == null ? !isGivenUp : room() > 0 && opened.isUsable();
    }

    /** Drops the connection, if there is one: from any thread. */
    void abort() {
        SmtpSession opened = session.get();
        if (opened != null) {
            opened.abort();
        }
    }
}
