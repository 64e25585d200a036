package io.maillite.reliability.kill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What the route has done, a line for each message; a line that was added is on the disk. */
final class Journal {
    private static final int LINE = 4 + 1 + 6 + 1 + 6 + 1 + 16 + 1;

    private final FileChannel file;

    /**
     * What was done.
     *
     * @param process by which
     * @param worker by which thread of it
     * @param uid to which message
     * @param digest of its octets
     */
    record Entry(int process, long worker, String uid, String digest) {
        private static Entry parse(String line) {
            String[] words = line.split(" ");
            return new Entry(Integer.parseInt(words[0]), Long.parseLong(words[1]), words[2], words[3]);
        }

        private String line() {
            return "%04d %06d %s %s\n".formatted(process, worker, uid, digest);
        }
    }

    Journal(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void add(Entry entry) throws IOException {
        byte[] line = entry.line().getBytes(StandardCharsets.US_ASCII);
        if (line.length != LINE || file.write(ByteBuffer.wrap(line)) != LINE) {
            throw new IOException("Not a line: " + entry);
        }
        file.force(false);
    }

    /** How many there are; all are of one length. */
    static long lines(Path path) throws IOException {
        return Files.exists(path) ? Files.size(path) / LINE : 0;
    }

    static List<Entry> read(Path path) throws IOException {
        return Files.readAllLines(path).stream().map(Entry::parse).toList();
    }

    static String digest(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
