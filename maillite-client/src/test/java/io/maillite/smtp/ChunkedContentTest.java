package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedContentTest {
    private static byte[] chunks(byte[] message, ContentBuffers buffers) throws Exception {
        return chunks(new ByteArrayInputStream(message), false, buffers);
    }

    private static byte[] chunks(InputStream message, boolean verbatim, ContentBuffers buffers) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ChunkedContent content = new ChunkedContent(message, verbatim, buffers);
        do {
            content.next();
            all.write(content.octets(), content.offset(), content.length());
        } while (!content.isLast());
        content.giveBack();
        return all.toByteArray();
    }

    @Test
    void whatIsHeldAndCleanIsNotCopied() throws Exception {
        byte[] message = "A line.\r\n".repeat(2 * ChunkedContent.CHUNK / 9).getBytes(StandardCharsets.US_ASCII);
        ChunkedContent content = new ChunkedContent(new HeldContent(message), false, new ContentBuffers());
        for (int from = 0; from < message.length; from += content.length()) {
            content.next();
            assertThat(content.octets()).isSameAs(message);
            assertThat(content.offset()).isEqualTo(from);
            assertThat(content.length()).isPositive();
        }
        assertThat(content.isLast()).isTrue();
    }

    /** Wherever line ends, right and wrong, come to lie: at the ends of chunks, too. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\n\r", "\r\r\n", ".\r\n.", "x"})
    void whatIsHeldGoesOutAsWhatIsRead(String lineEnd) throws Exception {
        ContentBuffers buffers = new ContentBuffers();
        for (int place = ChunkedContent.CHUNK - 3; place <= ChunkedContent.CHUNK + 2; place++) {
            for (int behind : new int[] {0, 1, ChunkedContent.CHUNK}) {
                String text = "a".repeat(place) + lineEnd + "b".repeat(behind);
                byte[] message = text.getBytes(StandardCharsets.US_ASCII);
                byte[] mended = chunks(new HeldContent(message), false, buffers);
                assertThat(mended).isEqualTo(chunks(message, new ContentBuffers()));
                assertThat(new String(mended, StandardCharsets.US_ASCII)).isEqualTo(SmtpContentTest.normalised(text));
                assertThat(chunks(new HeldContent(message), true, buffers)).isEqualTo(message);
                assertThat(message).as("the sender's own").isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Whoever sends a mail that is forwarded has the choice of its line ends. */
    @Test
    void mendingCostsNoMoreThanAFewCopies() throws Exception {
        String text = ("\n".repeat(9) + "a").repeat(9830);
        byte[] message = text.getBytes(StandardCharsets.US_ASCII);
        byte[] wanted = (text.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ContentBuffers buffers = new ContentBuffers();
        assertThat(chunks(message, buffers)).isEqualTo(wanted);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        chunks(message, buffers);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20L * message.length);
    }
}
