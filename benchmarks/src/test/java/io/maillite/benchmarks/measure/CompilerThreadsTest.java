package io.maillite.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CompilerThreadsTest {
    private static final int MOST_ROUNDS = 10_000;

    /** What is called this often is compiled. */
    @Test
    void theirTimeGrowsWhereThereIsWorkForThem() throws IOException {
        Path own = Path.of("/proc/self/schedstat");
        Assumptions.assumeTrue(Files.isReadable(own) && !Files.readString(own).startsWith("0 "), "Linux tells");
        long before = CompilerThreads.nanos();
        long sum = 0;
        int rounds = 0;
        do {
            for (int i = 0; i < 100_000; i++) {
                sum += Integer.toString(i).hashCode();
            }
        } while (CompilerThreads.nanos() == before && ++rounds < MOST_ROUNDS);
        assertThat(sum).isNotZero();
        assertThat(CompilerThreads.nanos()).isGreaterThan(before).isPositive();
    }
}
