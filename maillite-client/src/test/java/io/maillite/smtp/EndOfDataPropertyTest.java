package io.maillite.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.wire.DotWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * For every message over the octets that matter, up to eight of them, and every split of it into writes: there is one
 * end of the data, for a server that reads strictly and for one that reads laxly, and before it the normalised message.
 */
class EndOfDataPropertyTest {
    private static final int MOST_OCTETS = 8;
    private static final byte[] OCTETS = {'\r', '\n', '.', 'x'};

    /** All that any server is known to take for the end of the data. */
    private static final Pattern ANY_END = Pattern.compile("(?:^|[\r\n])\\.(?:\r\n|[\r\n])");

    @Test
    void dataHasOneEndAndTheNormalisedMessageBeforeIt() throws Exception {
        forEveryMessage(MOST_OCTETS, (message, octets) -> {
            String expected = stuffed(SmtpContentTest.normalised(message)) + ".\r\n";
            assertOneEnd(expected);
            forEverySplit(octets, cuts -> {
                String wire = written(octets, cuts);
                if (!wire.equals(expected)) {
                    assertThat(wire)
                            .as("%s cut at %s", message, Integer.toBinaryString(cuts))
                            .isEqualTo(expected);
                }
            });
        });
    }

    private static void assertOneEnd(String wire) {
        var end = ANY_END.matcher(wire);
        assertThat(end.find()).isTrue();
        assertThat(end.end()).as("the first end of %s", wire).isEqualTo(wire.length());
    }

    private static String written(byte[] octets, int cuts) throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(32);
        DotWriter writer = DotWriter.stuffing(wire::write);
        int from = 0;
        for (int i = 1; i <= octets.length; i++) {
            if (i == octets.length || (cuts >> (i - 1) & 1) == 1) {
                writer.write(octets, from, i);
                from = i;
            }
        }
        writer.end();
        return wire.toString(ISO_8859_1) + ".\r\n";
    }

    @Test
    void chunksHoldTheNormalisedMessage() throws Exception {
        forEveryMessage(6, (message, octets) -> {
            for (InputStream in : List.of(new ByteArrayInputStream(octets), new HeldContent(octets))) {
                ChunkedContent content = new ChunkedContent(in, false, new ContentBuffers());
                content.next();
                assertThat(content.isLast()).isTrue();
                assertThat(new String(content.octets(), content.offset(), content.length(), ISO_8859_1))
                        .isEqualTo(SmtpContentTest.normalised(message));
            }
        });
    }

    private static String stuffed(String normalised) {
        return normalised.replaceAll("(?m)^\\.", "..");
    }

    private static void forEveryMessage(int most, Checked<String, byte[]> test) throws Exception {
        for (int length = 0; length <= most; length++) {
            byte[] octets = new byte[length];
            for (int number = 0; number < 1 << (2 * length); number++) {
                for (int i = 0; i < length; i++) {
                    octets[i] = OCTETS[number >> (2 * i) & 3];
                }
                test.accept(new String(octets, ISO_8859_1), octets);
            }
        }
    }

    private static void forEverySplit(byte[] octets, CheckedInt test) throws Exception {
        for (int cuts = 0; cuts < 1 << Math.max(0, octets.length - 1); cuts++) {
            test.accept(cuts);
        }
    }

    @FunctionalInterface
    private interface Checked<A, B> {
        void accept(A a, B b) throws Exception;
    }

    @FunctionalInterface
    private interface CheckedInt {
        void accept(int value) throws Exception;
    }
}
