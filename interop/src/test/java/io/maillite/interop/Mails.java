package io.maillite.interop;

import io.maillite.smtp.Envelope;
import io.maillite.smtp.MailObject;
import io.maillite.smtp.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** What the tests send. */
final class Mails {
    static final String FROM = "sender@interop.test";
    static final String UNKNOWN = "nobody@interop.test";

    private Mails() {}

    static MailObject to(String... recipients) {
        return to(MessageKind.DOTS, recipients);
    }

    static MailObject to(MessageKind kind, String... recipients) {
        return new MailObject(Envelope.of(FROM, recipients), MessageSource.of(kind.octets()));
    }

    /** A message whose length nobody knows before it was read. */
    static MailObject ofUnknownLength(byte[] octets, String recipient) {
        return new MailObject(Envelope.of(FROM, recipient), new MessageSource() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }
        });
    }

    /** So many octets, in lines. */
    static byte[] ofSize(int octets) {
        StringBuilder text = new StringBuilder("Subject: large\r\n\r\n");
        while (text.length() < octets) {
            text.append("x".repeat(70)).append("\r\n");
        }
        return text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
