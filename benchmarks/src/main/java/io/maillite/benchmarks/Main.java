package io.maillite.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs the peers in turn, round by round, and prints a table of tab-separated values: medians, and the spread. */
public final class Main {
    private Main() {}

    /** @param arguments how many rounds; 3 if there is none */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        Map<Peer, List<Duration>> runs = new EnumMap<>(Peer.class);
        for (int round = 1; round <= rounds; round++) {
            for (Peer peer : Peer.values()) {
                out.println("round " + round + " of " + rounds + ": " + peer);
                runs.computeIfAbsent(peer, first -> new ArrayList<>()).add(FarMailbox.run(peer));
            }
        }
        out.println("scenario\tpeer\truns\tmedian s\tmin s\tmax s");
        runs.forEach((peer, times) -> {
            Collections.sort(times);
            out.printf(
                    "POP3, 200 x 4 KiB at 80 ms, delete\t%s\t%d\t%.2f\t%.2f\t%.2f%n",
                    peer,
                    times.size(),
                    seconds(times.get(times.size() / 2)),
                    seconds(times.get(0)),
                    seconds(times.get(times.size() - 1)));
        });
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
