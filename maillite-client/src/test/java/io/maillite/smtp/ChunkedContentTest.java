package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChunkedContentTest {
    private static byte[] chunks(byte[] message, ContentBuffers buffers) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ChunkedContent content = new ChunkedContent(new ByteArrayInputStream(message), false, buffers);
        do {
            content.next();
            all.write(content.octets(), 0, content.length());
        } while (!content.isLast());
        content.giveBack();
        return all.toByteArray();
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
