package io.maillite.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DotEndTest {
    private static int ends(String text, int piece) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        DotEnd dots = new DotEnd();
        int count = 0;
        for (int from = 0; from < octets.length; from += piece) {
            int to = Math.min(octets.length, from + piece);
            int at = from;
            while (at < to) {
                int end = dots.find(octets, at, to);
                count += end < 0 ? 0 : 1;
                at = end < 0 ? to : end;
            }
        }
        return count;
    }

    @Test
    void findsEachEndWhereverTheOctetsAreSplit() {
        String text = "+OK\r\na\r\n.\r\n+OK\r\n.\r\n+OK marked\r\n+OK\r\n..\r\nb.\r\n.c\r\r\n.\r\n";
        for (int piece = 1; piece <= text.length(); piece++) {
            assertThat(ends(text, piece)).as("pieces of %d", piece).isEqualTo(3);
        }
    }

    @Test
    void knowsNoOtherLineEnd() {
        assertThat(ends("a\n.\n\n.\r\n\r.\r.\r\n", 3)).isZero();
    }

    @Test
    void atTheStartOfALineADotIsEnough() {
        DotEnd dots = new DotEnd();
        dots.atLineStart();
        assertThat(dots.find(new byte[] {'.', '\r', '\n'}, 0, 3)).isEqualTo(3);
    }
}
