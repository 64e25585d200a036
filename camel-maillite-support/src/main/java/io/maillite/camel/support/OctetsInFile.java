package io.maillite.camel.support;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private final Source source;
    private final long length;
    private final AtomicInteger needed = new AtomicInteger(1);

    /**
     * @param file holds the octets; ours to delete
     * @param channel reads it; ours to close
     * @param length how many octets there are
     */
    OctetsInFile(Path file, FileChannel channel, long length) {
        this.file = file;
        this.source = new Source(file, channel);
        this.length = length;
        CLEANER.register(this, source);
    }

    /**
     * Where the octets are read from. An interrupt closes the channel under whoever reads, and would take the octets
     * from everybody else who has them: so none is let in, and a channel that one has closed is opened again. When
     * nobody holds the octets any more, done by then or not, it runs to clean up.
     */
    private static final class Source implements Runnable {
        private final Path file;
        private FileChannel channel;

        Source(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        synchronized int read(ByteBuffer into, long position) throws IOException {
            boolean interrupted = Thread.interrupted();
            try {
                return channel.read(into, position);
            } catch (ClosedByInterruptException e) { // it came just now
                interrupted |= Thread.interrupted();
                channel = FileChannel.open(file, StandardOpenOption.READ);
                return channel.read(into, position);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public synchronized void run() {
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
        return source.read(ByteBuffer.wrap(buffer, offset, wanted), position);
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
