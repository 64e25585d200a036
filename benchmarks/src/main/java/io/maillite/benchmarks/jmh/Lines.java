package io.maillite.benchmarks.jmh;

import io.maillite.wire.MailException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Lines of a listing, from a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Lines {
    private @Nullable Endless listing;

    /** Connects. */
    @Setup(Level.Trial)
    public void connect() throws IOException {
        listing = new Endless("1234 000004d2606f9d3b\r\n");
    }

    /** Leaves. */
    @TearDown(Level.Trial)
    public void leave() throws IOException {
        Objects.requireNonNull(listing).close();
    }

    /** One line. */
    @Benchmark
    public String lineReader() throws MailException {
        return Objects.requireNonNull(listing).connection().readLine();
    }
}
