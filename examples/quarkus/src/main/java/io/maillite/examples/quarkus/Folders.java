package io.maillite.examples.quarkus;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.maillite.camel.pop3.Pop3LiteHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Puts a message into the folder of its subject, octet for octet, under its name. */
final class Folders implements Processor {
    private final Path inbox;

    Folders(Path inbox) {
        this.inbox = inbox;
    }

    @Override
    public void process(Exchange exchange) throws IOException, InvalidPayloadException {
        Message message = exchange.getMessage();
        String folder = of(message.getHeader(Pop3LiteHeaders.HEADERS, Map.of(), Map.class));
        exchange.setProperty("folder", folder);
        Path place = inbox.resolve(folder).resolve(exchange.getProperty("name", String.class));
        Files.createDirectories(place);
        try (InputStream octets = message.getMandatoryBody(InputStream.class);
                FileChannel file = FileChannel.open(place.resolve("message.eml"), CREATE, TRUNCATE_EXISTING, WRITE)) {
            octets.transferTo(Channels.newOutputStream(file));
            file.force(true); // on the disk before the mailbox forgets it
        }
    }

    private static String of(Map<?, ?> fields) {
        String subject = String.valueOf(fields.get("Subject"));
        if (subject.contains("Invoice")) {
            return "invoices";
        }
        return subject.contains("Reminder") ? "reminders" : "other";
    }
}
