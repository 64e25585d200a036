package io.maillite.benchmarks.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the system takes to keep a large message in a temporary file: what little memory costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TemporaryFiles {
    /** Octets of the message. */
    @Param("20971520")
    public int size;

    private final byte[] buffer = new byte[1 << 16];

    /** Written, and removed. */
    @Benchmark
    public void written() throws IOException {
        Files.delete(write());
    }

    /** Written, read once, and removed. */
    @Benchmark
    public long writtenAndRead() throws IOException {
        Path file = write();
        long octets = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                octets += count;
            }
        }
        Files.delete(file);
        return octets;
    }

    private Path write() throws IOException {
        Path file = Files.createTempFile("maillite", ".eml");
        // not to be emptied first: ext4 flushes such a file to the disk when it is closed
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            for (int left = size; left > 0; left -= buffer.length) {
                out.write(buffer, 0, Math.min(left, buffer.length));
            }
        }
        return file;
    }
}
