package io.maillite.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the octets of a message: keeps them up to a limit, and of a larger message their number and digest; with
 * {@link #COUNT_ONLY} nothing but their number.
 */
final class Content extends OutputStream {
    /** A limit that keeps nothing. */
    static final int COUNT_ONLY = -1;

    private final int keep;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable MessageDigest digest;
    private long size;

    Content(int keep) {
        this.keep = keep;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
        size += length;
        if (keep == COUNT_ONLY) {
            return;
        }
        MessageDigest running = digest;
        if (running == null && size <= keep) {
            kept.write(octets, from, length);
            return;
        }
        if (running == null) {
            running = sha256();
            running.update(kept.toByteArray());
            digest = running;
            kept.reset();
        }
        running.update(octets, from, length);
    }

    long size() {
        return size;
    }

    boolean isKept() {
        return digest == null && keep != COUNT_ONLY;
    }

    boolean isDigested() {
        return digest != null;
    }

    /** The octets, or {@code null} if they were too many to keep. */
    byte @Nullable [] octets() {
        return isKept() ? kept.toByteArray() : null;
    }

    /** SHA-256 in hexadecimal digits. Once only, when all is written. */
    String digest() {
        MessageDigest running = digest;
        byte[] result = running == null ? sha256().digest(kept.toByteArray()) : running.digest();
        return HexFormat.of().formatHex(result);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
