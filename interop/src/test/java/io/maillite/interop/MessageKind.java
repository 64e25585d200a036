package io.maillite.interop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Messages of all kinds, and what is left of each when line ends are CRLF and the last line has one. */
enum MessageKind {
    PLAIN("plain text", text("Hello\r\n")),
    DOTS("lines of dots", text(".\r\n..\r\n.leading\r\n\r\n.\r\n...\r\nend\r\n.\r\n")),
    EIGHT_BIT_BODY("8-bit: UTF-8 and Latin-1 in the body", withBody(eightBit())),
    EIGHT_BIT_HEADER("8-bit in a header field", octets("Subject: Gr\u00fc\u00dfe\r\nX-A: 1\r\n\r\nbody\r\n")),
    ALL_OCTETS("all octets but NUL, CR and LF", withBody(allOctets())),
    LONG_LINES("lines of 998, 5,000 and 100,000 octets", text(line(998) + line(5_000) + line(100_000))),
    BARE_LF("bare LF (sent as CRLF)", octets("Subject: x\n\none\ntwo\n\n.\nthree\n")),
    BARE_CR("bare CR (sent as CRLF)", text("one\rtwo\r\r\nthree\r\n")),
    NO_FINAL_LINE_END("no line end at its end (one is added)", text("one\r\ntwo")),
    BLANK_END("blank lines and spaces at its end", text("one \t \r\n   \r\n\r\n\r\n")),
    NO_BODY("a header and nothing else", octets("Subject: x\r\nX-A: 1\r\n\r\n")),
    FOLDED_HEADERS(
            "header fields folded in all ways",
            octets("Subject:  a\r\n\tb\r\n  c\r\nX-Empty:\r\nX-Tab:\tx \r\n\r\nbody\r\n")),
    SIGNED("what signatures need: fields repeated, in any case and order", signed()),
    OWN_ENVELOPE_FIELDS(
            "`Bcc:`, `Return-Path:` and `Delivered-To:` of its own",
            octets("Return-Path: <old@interop.test>\r\nDelivered-To: old@interop.test\r\n"
                    + "Bcc: hidden@interop.test\r\nContent-Length: 7\r\nSubject: x\r\n\r\nbody\r\n")),
    LARGE("20 MB", large()),
    NUL("NUL in the body", withBody(new byte[] {'a', 0, 'b', 0, 0, '\r', '\n', 0, '\r', '\n'}));

    private final String title;
    private final byte[] octets;

    MessageKind(String title, byte[] octets) {
        this.title = title;
        this.octets = octets;
    }

    String title() {
        return title;
    }

    /** As it is given to the component. */
    byte[] octets() {
        return octets.clone();
    }

    /** As it is to arrive: line ends are CRLF (contract of {@code lineEndings=NORMALIZE}), the last line has one. */
    byte[] normalized() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 1000);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\r') {
                out.write('\r');
                out.write('\n');
                i += i + 1 < octets.length && octets[i + 1] == '\n' ? 1 : 0;
            } else if (octets[i] == '\n') {
                out.write('\r');
                out.write('\n');
            } else {
                out.write(octets[i]);
            }
        }
        if (octets[octets.length - 1] != '\n' && octets[octets.length - 1] != '\r') {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static byte[] octets(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] text(String body) {
        return withBody(octets(body));
    }

    private static byte[] withBody(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(octets("From: sender@interop.test\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
                + "Date: Mon, 27 Jul 2026 10:15:30 +0200\r\nMessage-ID: <1@interop.test>\r\n\r\n"));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] eightBit() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("Gr\u00fc\u00dfe \u4f60\u597d \ud83d\ude00\r\n".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(octets("Gr\u00fc\u00dfe\r\n"));
        return out.toByteArray();
    }

    private static byte[] allOctets() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int octet = 1; octet < 256; octet++) {
            if (octet != '\r' && octet != '\n') {
                out.write(octet);
            }
        }
        out.writeBytes(octets("\r\n"));
        return out.toByteArray();
    }

    private static String line(int length) {
        return "x".repeat(length) + "\r\n";
    }

    private static byte[] signed() {
        return octets("received: by a.example with ESMTP\r\nReceived: by b.example with ESMTP\r\n"
                + "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s;\r\n\th=from:subject:subject; bh=AAA=; b=\r\n"
                + "\tBBB=\r\nsUBJECT: one\r\nSubject: two\r\nFROM:  \"a\"   <A@interop.test>\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=\"b\"\r\n\r\npreamble \r\n--b\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\ntrailing \t\r\n"
                + "From the start\r\n--b--\r\nepilogue\r\n");
    }

    private static byte[] large() {
        Random random = new Random(20);
        ByteArrayOutputStream out = new ByteArrayOutputStream(20 * 1024 * 1024);
        byte[] line = new byte[76];
        while (out.size() < 20_000_000) {
            for (int i = 0; i < line.length; i++) {
                line[i] = (byte) ('!' + random.nextInt(94)); // a dot in front now and then
            }
            out.writeBytes(line);
            out.write('\r');
            out.write('\n');
        }
        return withBody(out.toByteArray());
    }
}
