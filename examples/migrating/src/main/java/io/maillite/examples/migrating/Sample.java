package io.maillite.examples.migrating;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Messages, each character an octet. */
final class Sample {
    private Sample() {}

    static byte[] plain(String subject) {
        return octets("""
                From: Ada Example <ada@example.org>
                To: Bob Example <bob@example.org>
                Subject: SUBJECT
                Message-ID: <ID@example.org>
                Content-Type: text/plain; charset=ISO-8859-1
                Content-Transfer-Encoding: 8bit

                .
                Gr\u00fc\u00dfe  \s

                """.replace("SUBJECT", subject).replace("ID", Integer.toHexString(subject.hashCode())));
    }

    /** Two different messages, by a sender that gives all its messages one Message-ID. */
    static byte[] twin(String subject) {
        return octets("Subject: " + subject + "\nMessage-ID: <same@example.org>\n\n" + subject + "\n");
    }

    static byte[] withAttachment() {
        return octets("""
                From: ada@example.org
                Subject: report
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=part

                --part
                Content-Type: text/plain

                It is attached.
                --part
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=report.bin
                Content-Transfer-Encoding: base64

                AAECAwQ=
                --part--
                """);
    }

    /**
     * Signed: whoever changes an octet of the header fields or the text breaks it. The signature itself is left out.
     */
    static byte[] signed() {
        return octets("""
                DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=s;
                \th=From:Subject; bh=AAAA; b=BBBB
                From:  Ada Example  <ada@example.org>
                SUBJECT: signed
                Content-Type: text/plain

                As it is,  with  its spaces \s
                .
                """);
    }

    private static byte[] octets(String text) {
        return text.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }
}
