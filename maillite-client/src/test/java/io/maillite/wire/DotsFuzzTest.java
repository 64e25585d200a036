package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.maillite.testkit.evidence.Replays;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;

/** The dots at any split: the first octet says how the rest is cut into pieces. */
class DotsFuzzTest {
    private static final Replays REPLAYS = Replays.of("dots");
    private static final byte[] END = {'.', '\r', '\n'};

    @AfterAll
    static void report() {
        REPLAYS.report();
    }

    @FuzzTest
    void whatIsWrittenIsReadAgain(byte[] input) throws Exception {
        REPLAYS.run(() -> {
            if (input.length == 0) {
                return;
            }
            int piece = 1 + (input[0] & 0x1f);
            byte[] message = Arrays.copyOfRange(input, 1, input.length);
            byte[] wanted = write(DotWriterKind.LINE_ENDS, message, message.length + 1);
            assertThat(write(DotWriterKind.LINE_ENDS, message, piece)).isEqualTo(wanted);

            byte[] wire = write(DotWriterKind.STUFFING, message, piece);
            assertThat(wire).isEqualTo(write(DotWriterKind.STUFFING, message, message.length + 1));
            assertThat(loneLineEnds(wire)).isZero();
            byte[] reply = Arrays.copyOf(wire, wire.length + END.length);
            System.arraycopy(END, 0, reply, wire.length, END.length);
            assertThat(read(reply, piece, false)).isEqualTo(wanted);
            assertThat(read(reply, reply.length, true)).isEqualTo(wanted);

            // as a server's own octets, which may be anything
            byte[] whole = read(message, message.length + 1, false);
            assertThat(read(message, piece, false)).isEqualTo(whole);
            assertThat(whole.length).isLessThanOrEqualTo(message.length);
            assertThat(read(message, piece, true)).isEqualTo(read(message, message.length + 1, true));
        });
    }

    private enum DotWriterKind {
        STUFFING,
        LINE_ENDS
    }

    private static byte[] write(DotWriterKind kind, byte[] message, int piece) throws MailException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DotWriter writer =
                kind == DotWriterKind.STUFFING ? DotWriter.stuffing(out::write) : DotWriter.lineEndsOnly(out::write);
        for (int from = 0; from < message.length; from += piece) {
            writer.write(message, from, Math.min(message.length, from + piece));
        }
        writer.end();
        return out.toByteArray();
    }

    private static byte[] read(byte[] wire, int piece, boolean lfEndsLines) throws MailException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DotReader reader = new DotReader(lfEndsLines);
        for (int from = 0; from < wire.length && !reader.isAtEnd(); from += piece) {
            reader.read(wire, from, Math.min(wire.length, from + piece), out::write);
        }
        return out.toByteArray();
    }

    private static int loneLineEnds(byte[] wire) {
        int lone = 0;
        for (int i = 0; i < wire.length; i++) {
            boolean pair = wire[i] == '\r'
                    ? i + 1 < wire.length && wire[i + 1] == '\n'
                    : wire[i] != '\n' || (i > 0 && wire[i - 1] == '\r');
            lone += pair ? 0 : 1;
        }
        return lone;
    }
}
