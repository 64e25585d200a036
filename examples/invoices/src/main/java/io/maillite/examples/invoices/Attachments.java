package io.maillite.examples.invoices;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the attachments of a message beside it, decoded; read from the stream, so that none is held in memory. Where
 * that is, the exchange properties {@code folder} and {@code name} say.
 */
public final class Attachments implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

    private final Path inbox;

    /** @param inbox what the folders are in */
    public Attachments(Path inbox) {
        this.inbox = inbox;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Path folder = inbox.resolve(exchange.getProperty("folder", String.class))
                .resolve(exchange.getProperty("name", String.class));
        try (InputStream message = exchange.getMessage().getMandatoryBody(InputStream.class)) {
            unpack(message, folder);
        } catch (MimeException e) {
            // It would be no better the next time; the message itself is safe.
            LOG.warn("Not all could be unpacked of {}: {}", folder, e.toString());
        }
    }

    private static void unpack(InputStream message, Path folder) throws IOException, MimeException {
        MimeTokenStream parts = new MimeTokenStream(MimeConfig.PERMISSIVE);
        parts.setRecursionMode(RecursionMode.M_NO_RECURSE); // an attached message is a file like others
        parts.parse(message);
        int number = 0;
        String name = null;
        for (EntityState state = parts.getState(); state != EntityState.T_END_OF_STREAM; state = parts.next()) {
            if (state == EntityState.T_START_HEADER) {
                name = null;
            } else if (state == EntityState.T_FIELD) {
                @Nullable String named = FileName.in(parts.getField());
                name = named == null ? name : named;
            } else if (state == EntityState.T_BODY && name != null) {
                number++;
                try (InputStream content = parts.getDecodedInputStream()) {
                    Files.copy(content, folder.resolve(number + "-" + name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
