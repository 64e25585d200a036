package io.maillite.reliability.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.evidence.Effort;
import io.maillite.testkit.evidence.Evidence;
import io.maillite.testkit.jvm.TestJvm;
import org.junit.jupiter.api.Test;

/** Hostile servers, at every place where a server speaks. */
class HostileServersTest {
    @Test
    void whateverAServerSaysIsBoundedTypedAndGetsNoSecretInAJvmOf48Megabytes() throws Exception {
        Evidence evidence = Evidence.of("hostile-servers");

        String printed = TestJvm.of(HostileMatrix.class).heap("48m").run(String.valueOf(Effort.choose(5, 1)));

        String result = printed.lines()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow();
        evidence.add("Hostile servers, -Xmx48m: " + result.substring("RESULT ".length()));
        assertThat(result)
                .endsWith("unbounded 0, untyped 0, unprintable 0, not noticed 0, secrets sent 0, not reached 0");
    }
}
