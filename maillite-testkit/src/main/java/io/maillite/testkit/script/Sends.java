package io.maillite.testkit.script;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.net.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The steps in which the server sends. */
final class Sends {
    private static final int BLOCK = 1 << 16;

    private Sends() {}

    /** How the octets of a send are cut into segments. */
    interface Cuts {
        /** One segment, if it is no larger than the connection's buffer. */
        Cuts NONE = new Cuts() {};

        /** Where the segment that begins at {@code from} ends. */
        default int next(int from, int length) {
            return length;
        }

        /** The pause between two segments, in which the client can see the first one. */
        default Duration pause() {
            return Duration.ZERO;
        }

        default String describe() {
            return "";
        }
    }

    /** Cut at these octets. */
    record SplitAt(List<Integer> points) implements Cuts {
        @Override
        public int next(int from, int length) {
            return points.stream()
                    .filter(p -> p > from && p < length)
                    .min(Integer::compare)
                    .orElse(length);
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(2);
        }

        @Override
        public String describe() {
            return "-- split at " + points.stream().map(String::valueOf).collect(Collectors.joining(" ")) + "\n";
        }
    }

    /** Each octet a segment. */
    record Drip(Duration pause) implements Cuts {
        @Override
        public int next(int from, int length) {
            return from + 1;
        }

        @Override
        public String describe() {
            return "-- drip " + pause.toMillis() + " ms\n";
        }
    }

    static final class Send implements Step {
        private final byte[] octets;
        private final Cuts cuts;

        Send(byte[] octets, Cuts cuts) {
            this.octets = octets;
            this.cuts = cuts;
        }

        @Override
        public void play(Stage stage) throws IOException, InterruptedException {
            int from = 0;
            while (from < octets.length) {
                int to = cuts.next(from, octets.length);
                stage.connection().write(octets, from, to - from);
                stage.connection().flush();
                from = to;
                if (from < octets.length) {
                    TimeUnit.NANOSECONDS.sleep(cuts.pause().toNanos());
                }
            }
        }

        @Override
        public String describe() {
            return cuts.describe() + Transcript.lines("S", octets).stripTrailing();
        }
    }

    /** As many octets as wanted, made of a pattern while they are sent. */
    static final class SendRepeated implements Step {
        private final byte[] pattern;
        private final long count;

        SendRepeated(byte[] pattern, long count) {
            this.pattern = pattern;
            this.count = count;
        }

        @Override
        public void play(Stage stage) throws IOException {
            // A whole number of patterns, so that each block begins with the pattern's first octet.
            byte[] block = new byte[pattern.length * Math.max(1, BLOCK / pattern.length)];
            for (int at = 0; at < block.length; at += pattern.length) {
                System.arraycopy(pattern, 0, block, at, pattern.length);
            }
            for (long left = count; left > 0; left -= block.length) {
                stage.connection().write(block, 0, (int) Math.min(left, block.length));
            }
            stage.connection().flush();
        }

        @Override
        public String describe() {
            return Transcript.lines("S", pattern).stripTrailing() + " repeated, " + count + " octets";
        }
    }

    /** Octets that are known only when they are due. */
    record SendComputed(Supplier<byte[]> octets) implements Step {
        @Override
        public void play(Stage stage) throws IOException {
            stage.connection().write(octets.get());
            stage.connection().flush();
        }

        @Override
        public String describe() {
            return "S= (computed)";
        }
    }

    record Delay(Duration time) implements Step {
        @Override
        public void play(Stage stage) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }

        @Override
        public String describe() {
            return "-- delay " + time.toMillis() + " ms";
        }
    }

    /** From here on, so many octets go out, and then the connection ends. */
    record CutAfter(long count, Ending how) implements Step {
        @Override
        public void play(Stage stage) throws IOException {
            stage.connection().cutAfter(count, how);
        }

        @Override
        public String describe() {
            return (how == Ending.RESET ? "-- reset after " : "-- cut after ") + count;
        }
    }

    static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
