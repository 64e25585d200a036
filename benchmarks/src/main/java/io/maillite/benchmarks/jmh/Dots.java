package io.maillite.benchmarks.jmh;

import io.maillite.benchmarks.load.MailText;
import io.maillite.wire.DotReader;
import io.maillite.wire.DotWriter;
import io.maillite.wire.MailException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Message content through the two state machines, a message at a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Dots {
    /** Octets of the message. */
    @Param({"4096", "102400"})
    public int size;

    private byte[] content = {};
    private byte[] wire = {};

    /** Makes the message, and what it is on the wire. */
    @Setup
    public void make() {
        content = new MailText(size).octets();
        wire = Arrays.copyOf(content, content.length + 3);
        wire[content.length] = '.';
        wire[content.length + 1] = '\r';
        wire[content.length + 2] = '\n';
    }

    /** As it comes from a server. */
    @Benchmark
    public boolean dotReader(Blackhole sink) throws MailException {
        DotReader dots = new DotReader(false);
        dots.read(wire, 0, wire.length, (octets, offset, length) -> sink.consume(length));
        return dots.isAtEnd();
    }

    /** As it goes with {@code DATA}. */
    @Benchmark
    public void dotWriterData(Blackhole sink) throws MailException {
        write(DotWriter.stuffing((octets, offset, length) -> sink.consume(length)));
    }

    /** As it goes with {@code BDAT}. */
    @Benchmark
    public void dotWriterChunks(Blackhole sink) throws MailException {
        write(DotWriter.lineEndsOnly((octets, offset, length) -> sink.consume(length)));
    }

    private void write(DotWriter dots) throws MailException {
        dots.write(content, 0, content.length);
        dots.end();
    }
}
