package io.maillite.testkit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Path FILE = Path.of("target", "evidence", "test-of-evidence.txt");

    @Test
    void aRunBeginsAnewAndAddsLines() throws IOException {
        try {
            Evidence.of("test-of-evidence").add("an earlier run");
            Evidence evidence = Evidence.of("test-of-evidence");
            evidence.add("one");
            evidence.add("two");
            String effort = "[" + Effort.asked() + "] ";
            assertThat(FILE).hasContent(effort + "one\n" + effort + "two\n");
        } finally {
            Files.deleteIfExists(FILE);
        }
    }
}
