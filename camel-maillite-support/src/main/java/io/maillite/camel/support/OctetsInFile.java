package io.maillite.camel.support;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Octets in a temporary file. The file goes when the last exchange that needs it is done. Its octets stay readable for
 * whoever still holds on to them (an aggregator keeps the body of an exchange that is long done): the open channel
 * outlives the file's name, and is closed when nobody can reach it any more.
 */
final class OctetsInFile implements SpooledOctets {
    private static final Logger LOG = LoggerFactory.getLogger(OctetsInFile.class);
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicInteger NAMELESS = new AtomicInteger();

    /** So many channels without a file name may wait for the garbage collector; then it is asked to look. */
    private static final int MAX_NAMELESS = 512;

    private final Path file;
    private final FileChannel channel;
    private final long length;
    private final AtomicInteger needed = new AtomicInteger(1);

    /**
     * @param file holds the octets; ours to delete
     * @param channel reads it; ours to close
     */
    OctetsInFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.length = channel.size();
        CLEANER.register(this, new Closing(file, channel));
    }

    /** What is left to do when nobody holds the octets any more, done by then or not. */
    private record Closing(Path file, FileChannel channel) implements Runnable {
        @Override
        public void run() {
            try {
                channel.close();
                if (!Files.deleteIfExists(file)) {
                    NAMELESS.decrementAndGet();
                }
            } catch (IOException e) {
                LOG.warn("The temporary file {} could not be removed: {}", file, e.getMessage());
            }
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int wanted) throws IOException {
        return channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
    }

    @Override
    public void writeTo(OutputStream out, long position) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long at = position;
        for (int count = read(at, buffer, 0, buffer.length); count >= 0; count = read(at, buffer, 0, buffer.length)) {
            out.write(buffer, 0, count);
            at += count;
        }
    }

    @Override
    public void keepFor(Exchange exchange) {
        needed.incrementAndGet();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                release();
            }
        });
    }

    @Override
    public void release() {
        if (needed.decrementAndGet() == 0) {
            dropName();
        }
    }

    private void dropName() {
        try {
            if (Files.deleteIfExists(file) && NAMELESS.incrementAndGet() % MAX_NAMELESS == 0) {
                LOG.debug("{} spooled messages are done and not collected yet", NAMELESS);
                System.gc();
            }
        } catch (IOException e) {
            LOG.warn("The temporary file {} could not be removed: {}", file, e.getMessage());
        }
    }

    Path file() {
        return file;
    }
}
