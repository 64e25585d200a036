package io.maillite.benchmarks.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to measure.
 *
 * @param rounds of each peer
 * @param runs in a JVM, the first of which is the cold one
 * @param cap a JVM that takes longer is ended
 * @param jvm flags of the measured JVMs
 * @param peers only those whose names are here, if there are any; then nothing is kept
 * @param quick a tenth of the messages, one round: to see that it works, not to be kept
 * @param work a folder for what is needed meanwhile
 */
public record Options(
        int rounds, int runs, Duration cap, List<String> jvm, List<String> peers, boolean quick, Path work) {
    /** All the same for everybody. */
    public static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseG1GC");

    /** Whether this peer is wanted. */
    public boolean wants(String peer) {
        return peers.isEmpty() || peers.contains(peer);
    }

    /** Whether what is measured is to be kept. */
    public boolean keeps() {
        return peers.isEmpty() && !quick;
    }
}
