package io.maillite.examples.invoices;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/**
 * Names a message by its content, in the exchange property {@code name}: it comes to the same place if it comes again,
 * and to no place that another one has.
 */
public final class Fingerprint implements Processor {
    private static final int OCTETS = 16;

    @Override
    public void process(Exchange exchange) throws IOException, GeneralSecurityException, InvalidPayloadException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
                OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            body.transferTo(sink);
        }
        exchange.setProperty("name", HexFormat.of().formatHex(digest.digest(), 0, OCTETS));
    }
}
