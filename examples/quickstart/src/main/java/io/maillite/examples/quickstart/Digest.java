package io.maillite.examples.quickstart;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes octets in, counts them, and tells their SHA-256. */
final class Digest extends OutputStream {
    private final MessageDigest digest;
    private long octets;

    Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    @Override
    public void write(int octet) {
        digest.update((byte) octet);
        octets++;
    }

    @Override
    public void write(byte[] more, int offset, int length) {
        digest.update(more, offset, length);
        octets += length;
    }

    long octets() {
        return octets;
    }

    /** In hexadecimal digits; once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
