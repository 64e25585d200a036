package io.maillite.reliability.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.evidence.Effort;
import io.maillite.testkit.evidence.Evidence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After many messages through both components the process holds what it held before, and each has arrived once. */
class SoakTest {
    /** Of each thing that may come and go at rest: a thread of a pool, a descriptor of the JDK's own. */
    private static final int TOLERANCE = 2;
    /** What the JDK compiles and caches, whatever we do. */
    private static final long NOISE = 2 << 20;

    @TempDir
    private Path spool;

    @Test
    void manyMessagesLeaveNothingBehind() throws Exception {
        int messages = Integer.getInteger("maillite.soak.messages", Effort.choose(3_000, 200_000));
        Evidence evidence = Evidence.of("soak");
        long start = System.nanoTime();
        try (Loop loop = new Loop(spool)) {
            loop.send(Math.max(1_500, messages / 10));
            loop.rest();
            Usage.now(spool); // the JVM's cleaners begin only when a collection has found something for them
            Usage before = Usage.now(spool);
            evidence.add("soak: before " + before);
            loop.goOn();
            loop.send(messages);
            loop.rest();

            evidence.add("soak: " + messages + " messages after a warm-up, " + loop.arrived() + " arrived in all, "
                    + loop.faults + " faults, " + loop.inDoubt() + " said to be in doubt, lost: " + loop.lost()
                    + ", doubled: " + loop.doubled() + ", in "
                    + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
            assertThat(loop.unaccounted()).isZero();
            assertThat(loop.lost()).isZero();
            assertThat(loop.doubled()).isZero();
            assertThat(loop.faults.get()).isPositive();
            assertThat(spool).as("temporary files").isEmptyDirectory();
            nothingIsLeftBehind(before, messages, evidence);
        }
    }

    private void nothingIsLeftBehind(Usage before, int messages, Evidence evidence) {
        AtomicReference<@Nullable Usage> last = new AtomicReference<>();
        try {
            await().pollInSameThread().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                Usage after = Usage.now(spool);
                last.set(after);
                assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + TOLERANCE);
                assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + TOLERANCE);
                assertThat(after.heap()).as("heap").isLessThan(before.heap() + NOISE);
                assertThat(after.moreThan(messages / 1000, before)).isEmpty();
            });
        } finally {
            Usage after = last.get();
            if (after != null) {
                evidence.add("soak: after  " + after + ", leaked: "
                        + after.moreThan(messages / 1000, before).size());
            }
        }
    }
}
