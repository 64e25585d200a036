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
 * @param budget a peer that has used so much time in a scenario has no more turns in it, once it had two
 * @param jvm flags of the measured JVMs
 * @param peers only those whose names are here, if there are any
 * @param quick a tenth of the messages, one round: to see that it works
 * @param keeps whether what comes of it is kept
 * @param work a folder for what is needed meanwhile
 */
public record Options(
        int rounds,
        int runs,
        Duration cap,
        Duration budget,
        List<String> jvm,
        List<String> peers,
        boolean quick,
        boolean keeps,
        Path work) {
    /** All the same for everybody. */
    public static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");

    /** Whether this peer is wanted. */
    public boolean wants(String peer) {
        return peers.isEmpty() || peers.contains(peer);
    }

    /** The same for these peers, with so many runs in a JVM. */
    Options of(List<String> some, int runsOfEach) {
        return new Options(rounds, runsOfEach, cap, budget, jvm, some, quick, keeps, work);
    }

    /** The same with other flags, for one run in a JVM. */
    Options forOneRun(List<String> flags, Duration atMost) {
        return new Options(1, 1, cap.compareTo(atMost) < 0 ? cap : atMost, budget, flags, peers, quick, keeps, work);
    }
}
