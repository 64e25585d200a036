package io.maillite.smtp;

import io.maillite.benchmarks.jmh.Endless;
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

/** Replies of SMTP, from a socket. Here, because the parser is nobody else's business. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SmtpReplies {
    private final Replies remembered = new Replies();
    private @Nullable Endless replies;

    /** Connects. */
    @Setup(Level.Trial)
    public void connect() throws IOException {
        replies = new Endless("250 2.1.0 Ok\r\n");
    }

    /** Leaves. */
    @TearDown(Level.Trial)
    public void leave() throws IOException {
        Objects.requireNonNull(replies).close();
    }

    /** One reply that the server has said before, as nearly all. */
    @Benchmark
    public int smtpReplyAgain() throws MailException {
        return remembered.read(Objects.requireNonNull(replies).connection()).code();
    }

    /** One reply. */
    @Benchmark
    public int smtpReplyParser() throws MailException {
        return SmtpReply.read(Objects.requireNonNull(replies).connection()).code();
    }
}
