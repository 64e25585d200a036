package io.maillite.examples.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two mailboxes with messages in them, and a server that takes mail: all of it but what {@link #REFUSED} names, and one
 * message only when it is offered again.
 */
final class Servers implements AutoCloseable {
    static final String PASSWORD = "p&s=w)rd?";
    static final String REFUSED = "Subject: You have won";
    private static final String BUSY = "450 4.2.0 The mailbox is busy, try again";
    private static final String UNWANTED = "550 5.7.1 We do not want this";

    private final List<byte[]> wanted = new ArrayList<>();
    final byte[] unwanted = message("lucky@example.com", REFUSED);
    final MaildropServer ada =
            MaildropServer.builder().account("ada@example.com", PASSWORD).start();
    final MaildropServer bob =
            MaildropServer.builder().account("bob@example.net", PASSWORD).start();
    final SinkServer smtp = SinkServer.builder()
            .account("relay@example.org", PASSWORD)
            .requiresLogin()
            .verdicts(new Opinion())
            .start();

    private Servers() {}

    /** Ada has the messages of this folder and one that nobody wants; Bob has one, of which the sender is known. */
    static Servers start(Path messages) throws IOException {
        Servers servers = new Servers();
        try (Stream<Path> files = Files.list(messages)) {
            for (Path file : files.filter(any -> any.toString().endsWith(".eml"))
                    .sorted()
                    .toList()) {
                servers.put(servers.ada, Files.readAllBytes(file));
            }
        }
        servers.ada.maildrop().add(servers.unwanted);
        servers.put(servers.bob, message("carol@example.com", "Subject: Greetings"));
        return servers;
    }

    private void put(MaildropServer mailbox, byte[] message) {
        wanted.add(message);
        mailbox.maildrop().add(message);
    }

    private static byte[] message(String sender, String subject) {
        return ("Return-Path: <" + sender + ">\r\n" + subject + "\r\n\r\nDear customer\r\n.\r\n").getBytes(ISO_8859_1);
    }

    /** What has to arrive. */
    List<byte[]> wanted() {
        return wanted;
    }

    int inMailboxes() {
        return ada.maildrop().size() + bob.maildrop().size();
    }

    @Override
    public void close() {
        ada.close();
        bob.close();
        smtp.close();
    }

    private static final class Opinion implements Verdicts {
        private final AtomicBoolean wasBusy = new AtomicBoolean();

        @Override
        public @Nullable String message(Received message) {
            if (message.text().contains(REFUSED)) {
                return UNWANTED;
            }
            boolean isFirst = message.addresses().contains("bob@example.org") && !wasBusy.getAndSet(true);
            return isFirst ? BUSY : null;
        }
    }
}
