package io.maillite.camel.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message while it arrives: in memory up to a threshold, beyond it in a temporary file that its owner alone can
 * read. So memory does not grow with the size of a message.
 */
public final class Spool extends OutputStream {
    private static final int FIRST = 8 * 1024;
    private static final int FIRST_AT_MOST = 1024 * 1024; // what a server says of a size need not be true
    private static final byte[] NOTHING = {};

    private final SpoolDirectory directory;
    private final LongSupplier threshold;
    private final int first;
    private byte @Nullable [] memory = NOTHING;
    private int inMemory;
    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private long inFile;

    /**
     * @param directory where a file is made
     * @param threshold octets that are held in memory at most
     * @param expected how many octets are expected, or less than 0 if that is not known; it need not be true
     */
    public Spool(SpoolDirectory directory, long threshold, long expected) {
        this(directory, () -> threshold, expected);
    }

    /**
     * @param directory where a file is made
     * @param threshold octets that may be held in memory at most, by now; asked whenever more are to be held
     * @param expected how many octets are expected, or less than 0 if that is not known; it need not be true
     */
    public Spool(SpoolDirectory directory, LongSupplier threshold, long expected) {
        this.directory = directory;
        this.threshold = () -> Math.min(threshold.getAsLong(), Integer.MAX_VALUE - 8);
        this.first = (int) Math.min(FIRST_AT_MOST, expected > 0 ? expected : FIRST);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        try {
            keep(octets, offset, length);
        } catch (IOException e) { // what is there now is not what was written
            try (Closeable closing = this) {
                throw e;
            }
        }
    }

    private void keep(byte[] octets, int offset, int length) throws IOException {
        if (channel == null && inMemory + (long) length > threshold.getAsLong()) {
            spill();
        }
        FileChannel out = channel;
        if (out != null) {
            writeFully(out, octets, offset, length);
        } else {
            byte[] room = room(length);
            System.arraycopy(octets, offset, room, inMemory, length);
            inMemory += length;
        }
    }

    private byte[] room(int more) {
        byte[] now = Objects.requireNonNull(memory, "closed");
        if (more > now.length - inMemory) {
            long wanted = Math.max((long) inMemory + more, now.length == 0 ? first : 2L * now.length);
            now = Arrays.copyOf(now, (int) Math.min(Math.max(threshold.getAsLong(), (long) inMemory + more), wanted));
            memory = now;
        }
        return now;
    }

    private void spill() throws IOException {
        byte[] held = Objects.requireNonNull(memory, "closed");
        Path made = directory.newFile();
        file = made;
        FileChannel out = FileChannel.open(made, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel = out;
        writeFully(out, held, 0, inMemory);
        memory = null;
    }

    private void writeFully(FileChannel out, byte[] octets, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets, offset, length);
        while (left.hasRemaining()) {
            out.write(left);
        }
        inFile += length;
    }

    /** All that was written, as a body. The spool takes no more then. */
    public MailContent content() {
        FileChannel written = channel;
        if (written != null) {
            MailContent content = new MailContent(new OctetsInFile(Objects.requireNonNull(file), written, inFile));
            channel = null;
            file = null;
            return content;
        }
        byte[] held = Objects.requireNonNull(memory, "closed");
        memory = null;
        return new MailContent(new OctetsInMemory(held, inMemory));
    }

    /** Forgets what was written, unless it was given away by {@link #content()}. */
    @Override
    public void close() throws IOException {
        memory = null;
        Path made = file;
        file = null;
        try (Closeable closing = channel) {
            channel = null;
            if (made != null) {
                Files.deleteIfExists(made);
            }
        }
    }
}
