package io.maillite.camel.support;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

/**
 * A message as a {@link File}: the temporary one that it is in, or one that is made of what is in memory. It goes when
 * the exchange is done; whoever wants to keep it copies or moves it.
 */
final class MailContentToFile extends TypeConverterSupport {
    @Override
    public <T> T convertTo(Class<T> type, @Nullable Exchange exchange, Object value) {
        if (exchange == null) {
            throw new TypeConversionException(
                    value, type, new IllegalArgumentException("a temporary file needs an exchange to go with"));
        }
        try {
            return type.cast(file((MailContent) value, exchange).toFile());
        } catch (IOException e) {
            throw new TypeConversionException(value, type, e);
        }
    }

    private static Path file(MailContent content, Exchange exchange) throws IOException {
        if (content.octets() instanceof OctetsInFile spooled && Files.exists(spooled.file())) {
            return spooled.file();
        }
        Path made = SpoolDirectory.of(exchange.getContext()).newFile();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                made.toFile().delete();
            }
        });
        // not to be emptied first: ext4 flushes such a file to the disk when it is closed
        try (OutputStream out = Files.newOutputStream(made, StandardOpenOption.WRITE)) {
            content.octets().writeTo(out, 0);
        }
        return made;
    }
}
