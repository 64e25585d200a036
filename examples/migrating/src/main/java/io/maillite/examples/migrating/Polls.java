package io.maillite.examples.migrating;

import io.maillite.testkit.pop3.MaildropServer;
import java.time.Duration;

/** How often a mailbox is polled; each poll is a session that ends with {@code QUIT}. */
final class Polls {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LOOK_AGAIN_MILLIS = 20;

    private Polls() {}

    /** Options of the endpoint, of both components: one poll at once, and the others soon. */
    static String options(int polls) {
        return "&initialDelay=0&delay=50&repeatCount=" + polls;
    }

    /** Until they are over. */
    static void await(int polls, MaildropServer mailbox) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (mailbox.count("QUIT") < polls || mailbox.openConnections() > 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("The mailbox was polled only " + mailbox.count("QUIT") + " times");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }
}
