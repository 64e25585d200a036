package io.maillite.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The octets of a message of a given size: a header and lines of text, made of one block again and again, so that a
 * large one is never held whole. No line starts with a dot, so it is on the wire what it is.
 */
public final class MailText {
    private static final String NO_NUMBER = "0000000000";
    private static final byte[] HEADER = ("From: Sender <" + Task.SENDER + ">\r\n"
                    + "To: Recipient <" + Task.RECIPIENT + ">\r\n"
                    + "Subject: What a mail is made of\r\n"
                    + "Date: Mon, 3 Nov 2025 10:11:12 +0000\r\n"
                    + "Message-ID: <" + NO_NUMBER + "@example.org>\r\n"
                    + "MIME-Version: 1.0\r\n"
                    + "Content-Type: text/plain; charset=us-ascii\r\n"
                    + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER = new String(HEADER, StandardCharsets.US_ASCII).indexOf(NO_NUMBER);
    private static final byte[] LINE = "The quick brown fox jumps over the lazy dog, and the dog does not mind it.\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLOCK = block();

    private final long size;

    /** @param size in octets, enough for the header */
    public MailText(long size) {
        if (size < HEADER.length + 2L * LINE.length) {
            throw new IllegalArgumentException("A message of " + size + " octets is too small");
        }
        this.size = size;
    }

    private static byte[] block() {
        byte[] block = new byte[LINE.length * 800];
        for (int at = 0; at < block.length; at += LINE.length) {
            System.arraycopy(LINE, 0, block, at, LINE.length);
        }
        return block;
    }

    /** How many octets. */
    public long size() {
        return size;
    }

    /** Writes them. */
    public void writeTo(OutputStream out) throws IOException {
        writeTo(out, 0);
    }

    /** Writes them, with this number as the Message-ID. */
    public void writeTo(OutputStream out, int number) throws IOException {
        byte[] header = HEADER.clone();
        number(header, 0, number);
        out.write(header);
        long left = size - HEADER.length;
        while (left >= BLOCK.length + 2L * LINE.length) {
            out.write(BLOCK);
            left -= BLOCK.length;
        }
        while (left >= 2L * LINE.length) {
            out.write(LINE);
            left -= LINE.length;
        }
        byte[] last = new byte[(int) left];
        Arrays.fill(last, (byte) 'x');
        last[last.length - 2] = '\r';
        last[last.length - 1] = '\n';
        out.write(last);
    }

    /**
     * Puts a number into the Message-ID: there are peers that look up by it what they have to delete.
     *
     * @param octets of such a message
     * @param at where it starts
     */
    public static void number(byte[] octets, int at, int number) {
        int left = number;
        for (int digit = at + NUMBER + NO_NUMBER.length() - 1; digit >= at + NUMBER; digit--) {
            octets[digit] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /** All of them at once. */
    public byte[] octets() {
        ByteArrayOutputStream all = new ByteArrayOutputStream((int) size);
        try {
            writeTo(all);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return all.toByteArray();
    }

    /** The text behind the header, for peers that make the message themselves. */
    public String body() {
        byte[] all = octets();
        return new String(all, HEADER.length, all.length - HEADER.length, StandardCharsets.US_ASCII);
    }

    /** The message as a file of its own in this folder. */
    public Path file(Path folder) throws IOException {
        Path file = folder.resolve("message-" + size + ".eml");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path part = folder.resolve("message-" + size + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                writeTo(out);
            }
            Files.move(part, file);
        }
        return file;
    }
}
