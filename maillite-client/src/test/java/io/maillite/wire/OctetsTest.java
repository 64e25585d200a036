package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is looked at by words is what is seen octet by octet, wherever in a word it stands. */
class OctetsTest {
    /** Those that matter, their neighbours, and the same with the high bit. */
    private static final byte[] ALPHABET = {
        '\r',
        '\n',
        '.',
        'a',
        '\r' - 1,
        '\r' + 1,
        '\n' - 1,
        '\n' + 1,
        '.' - 1,
        '.' + 1,
        0,
        1,
        127,
        -128,
        -127,
        -1,
        '\r' - 128,
        '\n' - 128,
        '.' - 128
    };

    private static final int MESSAGES = 20_000;

    private final Random random = new Random(42);

    @Test
    void theFirstLeadingDotIsFoundAtEachPlace() {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] octets = octets();
            int from = random.nextInt(octets.length + 1);
            int to = from + random.nextInt(octets.length - from + 1);
            int wanted = from;
            while (wanted < to && (octets[wanted] != '.' || (wanted > from && octets[wanted - 1] != '\n'))) {
                wanted++;
            }
            assertThat(Octets.indexOfLeadingDot(octets, from, to)).isEqualTo(wanted);
        }
    }

    @Test
    void nothingIsTakenForCleanThatIsNot() {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] octets = octets();
            boolean dots = random.nextBoolean();
            int from = random.nextInt(octets.length + 1);
            int end = Octets.endOfClean(octets, from, octets.length, dots);
            assertThat(end).isBetween(from, octets.length);
            for (int at = from; at < end; at++) {
                boolean behindCr = at > from && octets[at - 1] == '\r';
                assertThat(behindCr).isEqualTo(octets[at] == '\n');
                boolean starts = at > from + 1 && octets[at - 1] == '\n';
                assertThat(dots && starts && octets[at] == '.').isFalse();
            }
        }
    }

    @Test
    void almostAllOfCleanContentIsSeenToBeClean() {
        byte[] octets = "A line of some length, and a dot. \r\n".repeat(100).getBytes();
        for (int from = 0; from < 30; from++) {
            assertThat(Octets.endOfClean(octets, from, octets.length, true))
                    .isBetween(octets.length - 8, octets.length);
        }
    }

    @Test
    void theWriterWritesWhatOneThatLooksAtEachOctetWrites() throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = octets();
            boolean stuffing = random.nextBoolean();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DotWriter writer = stuffing ? DotWriter.stuffing(out::write) : DotWriter.lineEndsOnly(out::write);
            int from = 0;
            while (from < message.length) {
                int to = from + 1 + random.nextInt(message.length - from);
                int clean = random.nextBoolean() ? writer.clean(message, from, to) : from;
                out.write(message, from, clean - from);
                writer.write(message, clean, to);
                from = to;
            }
            writer.end();
            assertThat(out.toByteArray()).isEqualTo(octetByOctet(message, stuffing));
        }
    }

    private byte[] octets() {
        byte[] octets = new byte[random.nextInt(60)];
        int range = random.nextBoolean() ? 4 : ALPHABET.length;
        for (int i = 0; i < octets.length; i++) {
            octets[i] = random.nextInt(3) == 0 ? (byte) 'x' : ALPHABET[random.nextInt(range)];
            if (octets[i] == '\n' && i > 0 && random.nextInt(4) > 0) {
                octets[i - 1] = '\r';
            }
        }
        return octets;
    }

    private static byte[] octetByOctet(byte[] message, boolean stuffing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean atStart = true;
        for (int i = 0; i < message.length; i++) {
            boolean pair = message[i] == '\r' && i + 1 < message.length && message[i + 1] == '\n';
            if (message[i] == '\r' || message[i] == '\n') {
                out.write('\r');
                out.write('\n');
                i += pair ? 1 : 0;
                atStart = true;
            } else {
                if (atStart && stuffing && message[i] == '.') {
                    out.write('.');
                }
                out.write(message[i]);
                atStart = false;
            }
        }
        if (!atStart) {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }
}
