package io.maillite.examples.quickstart;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** A mail server that is none of the program's own: what is sent to it comes into its mailbox, as it likes. */
final class MailHost implements AutoCloseable {
    static final String TRACE = "Received: from quickstart by mail.example.org; Mon, 06 Jan 2025 09:00:00 +0000\r\n";
    static final Map<String, String> ENVIRONMENT = Map.of("MAIL_PASSWORD", "secret");

    final SinkServer smtp = SinkServer.builder()
            .account("ada@example.org", "secret")
            .requiresLogin()
            .start();
    final MaildropServer pop3 =
            MaildropServer.builder().account("ada@example.org", "secret").start();
    private final Thread delivery;

    /** @param treatment what becomes of a message on its way into the mailbox; of none at all if it is null */
    MailHost(Function<byte[], byte[]> treatment) {
        delivery = new Thread(() -> deliver(treatment), "delivery");
        delivery.start();
    }

    /** As it should be: trace fields on top, nothing else. */
    static byte[] withTrace(byte[] octets) {
        return (TRACE + new String(octets, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void deliver(Function<byte[], byte[]> treatment) {
        for (int delivered = 0; !Thread.currentThread().isInterrupted(); delivered++) {
            try {
                byte[] octets = smtp.awaitReceived(delivered + 1).get(delivered).octets();
                byte[] treated = treatment.apply(octets);
                if (treated != null) {
                    pop3.maildrop().add(treated);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The arguments that name it, and these. */
    String[] arguments(String... more) {
        String[] server = {
            "--smtp-host", smtp.host(), "--smtp-port", "" + smtp.port(), "--smtp-tls", "NONE",
            "--pop3-host", pop3.host(), "--pop3-port", "" + pop3.port(), "--pop3-tls", "NONE",
            "--username", "ada@example.org", "--password-env", "MAIL_PASSWORD", "--large", "0"
        };
        String[] all = java.util.Arrays.copyOf(server, server.length + more.length);
        System.arraycopy(more, 0, all, server.length, more.length);
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        delivery.interrupt();
        delivery.join();
        smtp.close();
        pop3.close();
    }
}
