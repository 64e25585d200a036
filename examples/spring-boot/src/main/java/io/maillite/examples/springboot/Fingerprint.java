package io.maillite.examples.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.camel.Message;

/** The beginning of the SHA-256 of a body, in hexadecimal digits. */
final class Fingerprint {
    private static final int OCTETS = 16;

    private Fingerprint() {}

    static String of(Message message) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream body = message.getMandatoryBody(InputStream.class);
                OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            body.transferTo(sink);
        } catch (org.apache.camel.InvalidPayloadException e) {
            throw new IOException(e);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, OCTETS);
    }
}
