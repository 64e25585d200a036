package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.net.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link DotWriter} and {@link DotReader}, alone and one behind the other, on whatever split. */
class DotTransparencyTest {
    private static final byte[] END = octets(".\r\n");

    // ---- every message over CR, LF, dot and x

    @Test
    void everySmallMessageSurvivesItsWayAtEverySplit() throws Exception {
        for (byte[] message : messages("\r\n.x", 6)) {
            byte[] wire = stuffed(message, message.length);
            byte[] wanted = withCrlf(message);
            assertHoldsNoEnd(wire, message);
            for (int split = 1; split < message.length; split++) {
                assertSame(stuffed(message, split), wire, message);
            }
            byte[] reply = concat(wire, END);
            for (int split = 1; split <= reply.length; split++) {
                assertSame(unstuffed(reply, false, split), wanted, message);
                assertSame(unstuffed(reply, true, split), wanted, message);
            }
        }
    }

    @Test
    void everySmallMessageHasItsLineEndsMendedWithoutDotsAtEverySplit() throws Exception {
        for (byte[] message : messages("\r\n.x", 6)) {
            for (int split = 1; split <= Math.max(1, message.length); split++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                write(DotWriter.lineEndsOnly(out::write), message, split);
                assertSame(out.toByteArray(), withCrlf(message), message);
            }
        }
    }

    /** As servers serve it: with line ends as they are, and dots by RFC 1939 alone. */
    @Test
    void everySmallMessageWithAnyLineEndsIsReadAsItIsAtEverySplit() throws Exception {
        for (byte[] message : messages("\r\n.x", 6)) {
            byte[] reply = concat(served(message), END);
            byte[] wanted = endsInCrlf(message) ? message : concat(message, octets("\r\n"));
            for (int split = 1; split <= reply.length; split++) {
                assertSame(unstuffed(reply, false, split), wanted, message);
            }
        }
    }

    @Test
    void everySmallMessageInLfAloneIsReadAsItIsAtEverySplit() throws Exception {
        for (byte[] message : messages("\n.x", 6)) {
            byte[] lines = message.length == 0 || message[message.length - 1] == '\n'
                    ? message
                    : concat(message, octets("\n"));
            byte[] reply = octets(("\n" + text(lines)).replace("\n.", "\n..").substring(1) + ".\n");
            for (int split = 1; split <= reply.length; split++) {
                assertSame(unstuffed(reply, true, split), lines, message);
            }
        }
    }

    private static void assertHoldsNoEnd(byte[] wire, byte[] message) {
        String text = "\r\n" + text(wire);
        String lineEndsTaken = text.replace("\r\n", "|");
        assertThat(lineEndsTaken).as(text(message)).doesNotContain("\r", "\n", "|.|");
        assertThat(text).as(text(message)).endsWith("\r\n");
    }

    // ---- rows of their own

    @Test
    void m31_dotsAreDoubledAtTheStartOfALineAlone() throws Exception {
        assertThat(text(stuffed(octets(".A test\n.mes.sage.\n..\n."), 1)))
                .isEqualTo("..A test\r\n..mes.sage.\r\n...\r\n..\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\n", "a\n", "a", "a\r"})
    void m33_theLastLineHasExactlyOneEnd(String message) throws Exception {
        assertThat(text(stuffed(octets(message), 1))).isEqualTo("a\r\n");
    }

    @Test
    void m33_anEmptyMessageStaysEmpty() throws Exception {
        assertThat(stuffed(new byte[0], 1)).isEmpty();
    }

    @Test
    void endIsAtTheDotAndNoFurther() throws Exception {
        byte[] in = octets("a\r\n.\r\n+OK next");
        DotReader dots = new DotReader(false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int stopped = dots.read(in, 0, in.length, out::write);
        assertThat(stopped).isEqualTo(6);
        assertThat(dots.isAtEnd()).isTrue();
        assertThat(dots.read(in, stopped, in.length, out::write)).isEqualTo(stopped);
        assertThat(text(out.toByteArray())).isEqualTo("a\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'.\\n', false",
        "'a\\n.\\n', false",
        "'.\\r', false",
        "'a\\r\\n.', true",
        "'a\\r\\n.\\r', true",
        "'a.\\r\\n', true"
    })
    void whatIsNoEndIsNotTakenForOne(String escaped, boolean lfEndsLines) throws Exception {
        byte[] in = octets(escaped.replace("\\r", "\r").replace("\\n", "\n"));
        DotReader dots = new DotReader(lfEndsLines);
        assertThat(dots.read(in, 0, in.length, (o, from, length) -> {})).isEqualTo(in.length);
        assertThat(dots.isAtEnd()).isFalse();
    }

    @Test
    void everyOctetPasses() throws Exception {
        byte[] message = new byte[256 * 257];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) (i % 257);
        }
        byte[] reply = concat(served(message), END);
        assertThat(unstuffed(reply, false, 8191)).isEqualTo(concat(message, octets("\r\n")));
    }

    // ---- how

    /** All messages of up to so many octets of an alphabet. */
    private static Iterable<byte[]> messages(String alphabet, int longest) {
        List<byte[]> all = new ArrayList<>(List.of(new byte[0]));
        int from = 0;
        for (int length = 1; length <= longest; length++) {
            int to = all.size();
            for (byte[] shorter : List.copyOf(all.subList(from, to))) {
                Stream.of(alphabet.split("")).forEach(next -> all.add(concat(shorter, octets(next))));
            }
            from = to;
        }
        return all;
    }

    private static byte[] stuffed(byte[] message, int split) throws MailException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(DotWriter.stuffing(out::write), message, split);
        return out.toByteArray();
    }

    /** In parts of so many octets. */
    private static void write(DotWriter writer, byte[] message, int split) throws MailException {
        for (int from = 0; from < message.length; from += split) {
            writer.write(message, from, Math.min(message.length, from + split));
        }
        writer.end();
    }

    private static byte[] unstuffed(byte[] reply, boolean lfEndsLines, int split) throws MailException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DotReader dots = new DotReader(lfEndsLines);
        for (int from = 0; from < reply.length; from += split) {
            int to = Math.min(reply.length, from + split);
            int stopped = dots.read(reply, from, to, out::write);
            assertThat(stopped).as(text(reply)).isEqualTo(to);
        }
        assertThat(dots.isAtEnd()).as(text(reply)).isTrue();
        return out.toByteArray();
    }

    /** By regular expressions, and so unlike the state machines. */
    private static byte[] withCrlf(byte[] message) {
        String lines = text(message).replaceAll("\r\n|\r|\n", "\r\n");
        return octets(lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n");
    }

    private static byte[] served(byte[] message) {
        String lines = ("\r\n" + text(message)).replace("\r\n.", "\r\n..").substring(2);
        return octets(message.length == 0 || endsInCrlf(message) ? lines : lines + "\r\n");
    }

    private static boolean endsInCrlf(byte[] message) {
        return message.length == 0 || text(message).endsWith("\r\n");
    }

    private static void assertSame(byte[] actual, byte[] wanted, byte[] message) {
        if (!Arrays.equals(actual, wanted)) {
            assertThat(visible(actual)).as("of " + visible(message)).isEqualTo(visible(wanted));
        }
    }

    private static String visible(byte[] octets) {
        return Octets.visible(octets);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
