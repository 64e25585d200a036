package io.maillite.examples.quickstart;

import io.maillite.wire.TlsMode;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox and the server that puts messages there.
 *
 * @param from the reverse-path of what is sent
 * @param to the recipient of what is sent: an address of this mailbox
 * @param trust whose certificates to trust; null for those that the JDK trusts
 * @param takesEightBit whether the server takes 8-bit content without saying so
 * @param leaveOnServer whether nothing is to be deleted
 */
record Account(
        ServerPort smtp,
        ServerPort pop3,
        String username,
        String password,
        String from,
        String to,
        @Nullable SSLContextParameters trust,
        boolean takesEightBit,
        boolean leaveOnServer) {
    /** Where a server listens. */
    record ServerPort(String host, int port, TlsMode tls) {
        @Override
        public String toString() {
            return host + ":" + port + " (tls=" + tls + ")";
        }
    }

    /** The name that {@code pop3lite} gives the mailbox in the keys of an idempotent repository. */
    String mailbox() {
        return username + "@" + pop3.host() + ":" + pop3.port();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return mailbox();
    }
}
