package io.maillite.testkit.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps what is written to the standard error stream, which still gets it, until it is closed: so it works with any
 * logging backend that writes there with each event, as slf4j-simple does. The stream is the process's: tests that run
 * at the same time see each other's lines, so look for what only yours can say.
 */
public final class CapturedLog implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    private CapturedLog() {
        System.setErr(new PrintStream(new Tee(), true, StandardCharsets.UTF_8));
    }

    /** Begins to capture. */
    public static CapturedLog begin() {
        return new CapturedLog();
    }

    /** All that was written so far. */
    public String text() {
        synchronized (captured) {
            return captured.toString(StandardCharsets.UTF_8);
        }
    }

    /** The lines that hold this text. */
    public List<String> lines(String containing) {
        return text().lines().filter(line -> line.contains(containing)).toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }

    private final class Tee extends OutputStream {
        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            synchronized (captured) {
                captured.write(octets, from, length);
            }
            before.write(octets, from, length);
        }

        @Override
        public void flush() {
            before.flush();
        }
    }
}
