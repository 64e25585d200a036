package io.maillite.benchmarks.jmh;

import io.maillite.benchmarks.load.MailText;
import io.maillite.wire.DotReader;
import io.maillite.wire.DotWriter;
import io.maillite.wire.MailException;
import java.io.ByteArrayOutputStream;
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

    /** Every which line begins with a dot: 0 is none, which is how mail is. */
    @Param({"0", "8"})
    public int dots;

    private byte[] content = {};
    private byte[] wire = {};

    /** Makes the message, and what it is on the wire. */
    @Setup
    public void make() throws MailException {
        content = new MailText(size).octets();
        for (int i = 2, line = 1; i < content.length && dots > 0; i++) {
            if (content[i - 2] == '\r' && content[i - 1] == '\n' && line++ % dots == 0) {
                content[i] = '.';
            }
        }
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream();
        DotWriter dotWriter = DotWriter.stuffing(stuffed::write);
        dotWriter.write(content, 0, content.length);
        dotWriter.end();
        stuffed.writeBytes(new byte[] {'.', '\r', '\n'});
        wire = stuffed.toByteArray();
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
