package io.maillite.testkit.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.net.DotStuffing;
import io.maillite.testkit.net.EndOfData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every sequence of CR, LF, dot and x up to eight octets, against another way of saying the same. */
class DataReaderTest {
    private static final byte[] ALPHABET = {'\r', '\n', '.', 'x'};
    private static final Pattern LAX_END = Pattern.compile("(?:^|\\r\\n|\\r|\\n)\\.(\\r|\\n)");

    private interface Check {
        void check(byte[] octets) throws IOException;
    }

    private static void forAll(Check check) throws IOException {
        for (int length = 0; length <= 8; length++) {
            byte[] octets = new byte[length];
            for (int i = 0; i < 1 << 2 * length; i++) {
                for (int at = 0; at < length; at++) {
                    octets[at] = ALPHABET[i >> 2 * at & 3];
                }
                check.check(octets);
            }
        }
    }

    private record Reading(int end, byte[] content) {
        static Reading of(boolean lax, byte[] octets) throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataReader reader = new DataReader(lax, content);
            int end = reader.endIn(octets, 0, octets.length);
            Reading whole = new Reading(end, end < 0 ? new byte[0] : content.toByteArray());
            assertThat(octetByOctet(lax, octets)).as("one by one").isEqualTo(whole.toString());
            return whole;
        }

        private static String octetByOctet(boolean lax, byte[] octets) throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataReader reader = new DataReader(lax, content);
            for (int i = 0; i < octets.length; i++) {
                if (reader.isLast(octets[i])) {
                    return new Reading(i + 1, content.toByteArray()).toString();
                }
            }
            return new Reading(-1, new byte[0]).toString();
        }

        @Override
        public String toString() {
            return end + ": " + Arrays.toString(content);
        }
    }

    @Test
    void theStrictReadingKnowsOneEndOnly() throws IOException {
        forAll(octets -> {
            EndOfData end = new EndOfData();
            int expected = -1;
            for (int i = 0; i < octets.length && expected < 0; i++) {
                expected = end.isLast(octets[i]) ? i + 1 : -1;
            }
            Reading reading = Reading.of(false, octets);
            assertThat(reading.end()).isEqualTo(expected);
            if (expected >= 0) {
                assertThat(reading.content())
                        .isEqualTo(DotStuffing.undo(Arrays.copyOf(octets, expected - ".\r\n".length())));
            }
        });
    }

    @Test
    void theLaxReadingTakesAnyLineEnd() throws IOException {
        forAll(octets -> {
            Matcher matcher = LAX_END.matcher(new String(octets, US_ASCII));
            assertThat(Reading.of(true, octets).end()).isEqualTo(matcher.find() ? matcher.end(1) : -1);
        });
    }

    @Test
    void bothReadTheSameWhereOnlyCrlfEndsLines() throws IOException {
        byte[] octets = "a\r\n..b\r\n.c\r\n\r\n.\r\n".getBytes(US_ASCII);
        assertThat(Reading.of(false, octets).content())
                .isEqualTo("a\r\n.b\r\nc\r\n\r\n".getBytes(US_ASCII))
                .isEqualTo(Reading.of(true, octets).content());
    }
}
