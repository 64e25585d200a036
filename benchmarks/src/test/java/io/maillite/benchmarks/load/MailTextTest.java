package io.maillite.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {
    @ParameterizedTest
    @ValueSource(longs = {600, 4096, 100 << 10, (1 << 20) + 1})
    void hasTheSizeThatWasAskedForAndLinesOfMail(long size) {
        byte[] octets = new MailText(size).octets();
        String text = new String(octets, StandardCharsets.US_ASCII);
        assertThat(octets).hasSize((int) size);
        assertThat(text).startsWith("From: ").contains("\r\n\r\n").endsWith("\r\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 998 && !line.startsWith("."));
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    }

    @Test
    void aNumberMakesItADifferentMessageOfTheSameSize() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MailText(4096).writeTo(out, 1234);
        assertThat(out.size()).isEqualTo(4096);
        assertThat(out.toString(StandardCharsets.US_ASCII)).contains("\r\nMessage-ID: <0000001234@example.org>\r\n");
    }
}
