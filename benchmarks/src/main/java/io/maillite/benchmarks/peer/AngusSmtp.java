package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Task;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** Angus Mail, at its best: one connection for all messages, each made from its octets. */
final class AngusSmtp implements Peer {
    @Override
    public Work prepare(Task task) throws Exception {
        Session session = AngusSession.of("smtp", task);
        session.getProperties().put("mail.smtp.from", Task.SENDER);
        Object content = Content.of(task.load());
        Address[] recipients = {new InternetAddress(Task.RECIPIENT)};
        return new OverOneConnection<Transport>() {
            @Override
            Transport open() throws MessagingException {
                Transport transport = session.getTransport("smtp");
                transport.connect();
                return transport;
            }

            @Override
            long send(Transport transport) throws MessagingException, IOException {
                for (int i = 0; i < task.load().messages(); i++) {
                    try (InputStream in = stream(content)) {
                        transport.sendMessage(new MimeMessage(session, in), recipients);
                    }
                }
                return task.load().octets();
            }

            @Override
            void quit(Transport transport) throws MessagingException {
                transport.close();
            }
        };
    }

    private static InputStream stream(Object content) throws IOException {
        return content instanceof byte[] octets
                ? new ByteArrayInputStream(octets)
                : Files.newInputStream(((File) content).toPath());
    }
}
