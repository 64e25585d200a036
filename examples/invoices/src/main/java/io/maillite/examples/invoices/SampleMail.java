package io.maillite.examples.invoices;

import java.util.Base64;
import java.util.List;

/** What is in the mailbox of the demonstration. */
public final class SampleMail {
    static final int ATTACHMENTS = 3;
    static final int ANSWERS = 1;

    private final byte[] invoice = everyOctet();

    /** The invoice as its sender has it: octets of all values. */
    public byte[] invoice() {
        return invoice.clone();
    }

    private static byte[] everyOctet() {
        byte[] octets = new byte[2_048];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }

    /** The messages, each character an octet (ISO 8859-1). */
    public List<String> all() {
        return List.of(invoiceFromAda(), invoiceFromAMachine(), reminder(), anythingElse());
    }

    /** Two attachments, one with a name that would lead out of the folder. */
    private String invoiceFromAda() {
        return """
                Return-Path: <ada@example.com>
                From: Ada Example <ada@example.com>
                Subject: =?UTF-8?Q?Invoice_4711_=E2=80=93_January?=
                Message-ID: <4711@example.com>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=part

                --part
                Content-Type: text/plain

                Please find our invoice attached.
                --part
                Content-Type: application/pdf
                Content-Disposition: attachment; filename*=UTF-8''M%C3%A4rz%204711.pdf
                Content-Transfer-Encoding: base64

                CONTENT
                --part
                Content-Type: text/csv; name="../../../etc/hosts.csv"
                Content-Transfer-Encoding: quoted-printable

                item;price=0D=0Atea;3=2E50=0D=0A
                --part--
                """.replace("\n", "\r\n")
                .replace("CONTENT", Base64.getMimeEncoder().encodeToString(invoice));
    }

    /** No answer is due: a machine would answer that, and so on. */
    private static String invoiceFromAMachine() {
        return """
                Return-Path: <billing@example.net>
                Auto-Submitted: auto-generated
                Subject: Invoice 12
                Content-Type: text/plain; name="invoice.txt"

                .
                12 EUR
                """.replace("\n", "\r\n");
    }

    private static String reminder() {
        return "Return-Path: <ada@example.com>\r\nSubject: Reminder: 4710\r\n\r\nIt is due.\r\n";
    }

    private static String anythingElse() {
        return "Subject: hello\r\n\r\n.\r\n..\r\n\u00e4\r\n  \r\n\r\n";
    }
}
