package io.maillite.testkit.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Octets as text that people can read and write. */
public final class Octets {
    private Octets() {}

    /** Printable ASCII as it is; {@code \r \n \t \\} and {@code \xHH} for everything else. */
    public static String visible(byte[] octets) {
        return visible(octets, 0, octets.length);
    }

    /** The same for a part of an array. */
    public static String visible(byte[] octets, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            appendVisible(text, octets[i]);
        }
        return text.toString();
    }

    private static void appendVisible(StringBuilder text, byte octet) {
        switch (octet) {
            case '\r' -> text.append("\\r");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\\' -> text.append("\\\\");
            default -> {
                if (octet >= ' ' && octet < 0x7f) {
                    text.append((char) octet);
                } else {
                    text.append(String.format("\\x%02x", octet & 0xff));
                }
            }
        }
    }

    /** The octets that such a text stands for. Characters over 0x7f stand for their UTF-8 octets. */
    public static byte[] fromVisible(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c != '\\') {
                octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (at == text.length()) {
                throw new IllegalArgumentException("A lone backslash at the end of: " + text);
            }
            char escape = text.charAt(at++);
            switch (escape) {
                case 'r' -> octets.write('\r');
                case 'n' -> octets.write('\n');
                case 't' -> octets.write('\t');
                case '0' -> octets.write(0);
                case '\\' -> octets.write('\\');
                case 'x' -> {
                    octets.write(Integer.parseInt(text.substring(at, at + 2), 16));
                    at += 2;
                }
                default -> throw new IllegalArgumentException("Unknown escape \\" + escape + " in: " + text);
            }
        }
        return octets.toByteArray();
    }
}
