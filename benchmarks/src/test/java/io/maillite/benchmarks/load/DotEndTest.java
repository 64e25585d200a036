package io.maillite.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DotEndTest {
    private static final List<String> PIECES = List.of("\r\n.\r\n", "\r\n", "\r", "\n", ".", "abcdefg", "a");

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
    void findsWhatALookAtEachOctetFinds() {
        Random random = new Random(1);
        Pattern end = Pattern.compile("(?<=\r\n)\\.\r\n");
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder("x");
            while (text.length() < 60) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            long expected = end.matcher(text).results().count();
            assertThat(ends(text.toString(), 1 + random.nextInt(70)))
                    .as("%s", text)
                    .isEqualTo((int) expected);
        }
    }

    @Test
    void atTheStartOfALineADotIsEnough() {
        DotEnd dots = new DotEnd();
        dots.atLineStart();
        assertThat(dots.find(new byte[] {'.', '\r', '\n'}, 0, 3)).isEqualTo(3);
    }
}
