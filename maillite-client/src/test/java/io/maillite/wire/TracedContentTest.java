package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedContentTest {
    private final List<String> lines = new ArrayList<>();
    private final TracedContent content = new TracedContent(lines::add);

    @Test
    void aLineIsShownWholeHoweverItWasSplit() {
        byte[] octets = "my pässword\r\n\r\nends".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            content.add(octets, i, i + 1);
        }
        assertThat(lines).containsExactly("my pässword\r", "\r");
        content.end();
        content.end();
        assertThat(lines).containsExactly("my pässword\r", "\r", "ends");
    }

    @Test
    void ofALongLineNoMoreIsKeptThanIsShown() {
        byte[] block = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100; i++) {
            content.add(block, 0, block.length);
        }
        content.add("\nnext\n".getBytes(StandardCharsets.US_ASCII), 0, 6);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).hasSize(4096);
        assertThat(lines.get(1)).isEqualTo("next");
    }
}
