package io.maillite.testkit.script;

import io.maillite.testkit.net.EndOfData;
import io.maillite.testkit.net.Octets;
import io.maillite.testkit.net.Transcript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps in which the client must send something. */
final class Expectations {
    private static final int LONGEST_LINE = 1 << 20;

    private Expectations() {}

    /** Exactly these octets. Compared one by one, so that a deviation is seen as soon as it comes. */
    static final class ExpectOctets implements Step {
        private final byte[] expected;

        ExpectOctets(byte[] expected) {
            this.expected = expected;
        }

        @Override
        public void play(Stage stage) throws IOException, Deviation {
            ByteArrayOutputStream came = new ByteArrayOutputStream();
            for (int at = 0; at < expected.length; at++) {
                int octet = stage.connection().read();
                if (octet < 0) {
                    throw Deviation.between("the client closed its side", expected, came.toByteArray(), at);
                }
                came.write(octet);
                if (octet != (expected[at] & 0xff)) {
                    if (octet != '\n') {
                        came.writeBytes(stage.readRestOfLine());
                    }
                    throw Deviation.between("something else came", expected, came.toByteArray(), at);
                }
            }
        }

        @Override
        public String describe() {
            return Transcript.lines("C", expected).stripTrailing();
        }
    }

    /** A line that matches as a whole. */
    record ExpectMatching(Pattern pattern, Consumer<MatchResult> then) implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            ByteArrayOutputStream came = new ByteArrayOutputStream();
            boolean whole = stage.connection().readThrough(octet -> octet == '\n' || came.size() > LONGEST_LINE, came);
            String text = came.toString(StandardCharsets.UTF_8);
            if (!whole) {
                throw Deviation.because("the client closed its side" + shown(text));
            }
            if (!text.endsWith("\r\n")) {
                throw Deviation.because("a line came that does not end in CRLF" + shown(text));
            }
            Matcher matcher = pattern.matcher(text.substring(0, text.length() - 2));
            if (!matcher.matches()) {
                throw Deviation.because("a line came that does not match" + shown(text));
            }
            then.accept(matcher.toMatchResult());
        }

        private String shown(String came) {
            return "\n  expected: " + pattern + "\n  came:     "
                    + Octets.visible(came.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String describe() {
            return "C~ " + pattern;
        }
    }

    /** A message up to its final dot, kept for the test. */
    record ExpectContent() implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            if (!stage.connection().readThrough(new EndOfData(), content)) {
                throw Deviation.because("the client closed its side before the end of the content");
            }
            stage.results().addContent(content.toByteArray());
        }

        @Override
        public String describe() {
            return "-- content";
        }
    }

    /** A message up to its final dot, not kept. */
    record StreamContent(OutputStream sink) implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            if (!stage.connection().readThrough(new EndOfData(), sink)) {
                throw Deviation.because("the client closed its side before the end of the content");
            }
        }

        @Override
        public String describe() {
            return "-- content (streamed)";
        }
    }

    /** So many octets, whatever they are. */
    record ReadOctets(long count, OutputStream sink) implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            if (!stage.connection().readFully(count, sink)) {
                throw Deviation.because("the client closed its side before " + count + " octets had come");
            }
        }

        @Override
        public String describe() {
            return "-- read " + count;
        }
    }

    /** Nothing, for so long: the client must be waiting. */
    record Quiet(Duration time) implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation, InterruptedException {
            long until = System.nanoTime() + time.toNanos();
            do {
                if (!stage.connection().isDrained()) {
                    throw Deviation.because("the client had to wait\n  came:     " + stage.restOfLine());
                }
                TimeUnit.MILLISECONDS.sleep(1);
            } while (System.nanoTime() - until < 0);
        }

        @Override
        public String describe() {
            return "-- quiet " + time.toMillis() + " ms";
        }
    }
}
