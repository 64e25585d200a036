package io.maillite.smtp;

import java.nio.charset.StandardCharsets;

/** {@code xtext} (RFC 3461 section 4): any octets, in the printable characters that a parameter's value may hold. */
final class Xtext {
    private Xtext() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            if (c >= '!' && c <= '~' && c != '+' && c != '=') {
                out.append((char) c);
            } else {
                out.append(String.format("+%02X", c));
            }
        }
        return out.toString();
    }
}
