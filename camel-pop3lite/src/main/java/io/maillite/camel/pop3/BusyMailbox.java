package io.maillite.camel.pop3;

import io.maillite.pop3.Pop3Exception;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the mailbox may be opened again, and when to say that it has been busy for too long. A mailbox that somebody
 * else has open is no error: the poll is skipped.
 */
final class BusyMailbox {
    private static final Logger LOG = LoggerFactory.getLogger(BusyMailbox.class);
    private static final int PATIENCE = 10;

    private final String mailbox;
    private int inARow;
    private @Nullable Duration loginDelay;
    private long lastLogin;

    BusyMailbox(String mailbox) {
        this.mailbox = mailbox;
    }

    /** How long the server's {@code LOGIN-DELAY} (RFC 2449 section 6.5) still forbids a login; zero if it doesn't. */
    Duration stillToWait() {
        if (loginDelay == null) {
            return Duration.ZERO;
        }
        Duration left = loginDelay.minusNanos(System.nanoTime() - lastLogin);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A session was opened, begun at that {@link System#nanoTime()}. */
    void opened(long begun, @Nullable Duration delay) {
        inARow = 0;
        lastLogin = begun;
        loginDelay = delay;
    }

    /** What the server says now of how much time it wants between two logins; null if nothing. */
    void loginDelay(@Nullable Duration delay) {
        loginDelay = delay;
    }

    /** It was busy. */
    void busy(Pop3Exception refusal) {
        inARow++;
        if (inARow % PATIENCE == 0) {
            LOG.warn(
                    "{} was busy at the last {} polls. Another client has it open for long, or its last session was not"
                            + " ended: {}",
                    mailbox,
                    inARow,
                    refusal.getMessage());
        } else {
            LOG.debug("{} is busy: this poll is skipped. {}", mailbox, refusal.getMessage());
        }
    }
}
