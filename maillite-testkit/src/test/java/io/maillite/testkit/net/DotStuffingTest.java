package io.maillite.testkit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DotStuffingTest {
    private static final char[] ALPHABET = {'\r', '\n', '.', 'x'};

    private static String stuffed(String message, int split) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        DotStuffing stuffing = new DotStuffing(sink);
        byte[] octets = message.getBytes(US_ASCII);
        stuffing.write(octets, 0, split);
        stuffing.write(octets, split, octets.length - split);
        stuffing.finish();
        return sink.toString(US_ASCII);
    }

    @Test
    void everyShortMessageInAnyTwoPieces() throws IOException {
        for (int length = 0; length <= 6; length++) {
            for (int i = 0; i < 1 << 2 * length; i++) {
                StringBuilder message = new StringBuilder();
                for (int at = 0; at < length; at++) {
                    message.append(ALPHABET[i >> 2 * at & 3]);
                }
                String lines = message.isEmpty() || message.toString().endsWith("\r\n") ? "" : "\r\n";
                String expected = message.toString().replaceAll("(^|\r\n)\\.", "$1..") + lines + ".\r\n";
                for (int split = 0; split <= length; split++) {
                    assertThat(stuffed(message.toString(), split)).isEqualTo(expected);
                }
                byte[] content = expected.substring(0, expected.length() - ".\r\n".length())
                        .getBytes(US_ASCII);
                assertThat(new String(DotStuffing.undo(content), US_ASCII)).isEqualTo(message + lines);
            }
        }
    }
}
