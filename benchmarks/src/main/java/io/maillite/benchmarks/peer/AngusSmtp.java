package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Load;
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
        return () -> send(session, task, content);
    }

    private static long send(Session session, Task task, Object content) throws MessagingException, IOException {
        Address[] recipients = {new InternetAddress(Task.RECIPIENT)};
        Load load = task.load();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            for (int i = 0; i < load.messages(); i++) {
                try (InputStream in = open(content)) {
                    transport.sendMessage(new MimeMessage(session, in), recipients);
                }
            }
        }
        return load.octets();
    }

    private static InputStream open(Object content) throws IOException {
        return content instanceof byte[] octets
                ? new ByteArrayInputStream(octets)
                : Files.newInputStream(((File) content).toPath());
    }
}
