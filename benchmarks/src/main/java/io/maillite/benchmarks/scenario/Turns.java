package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.report.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Round by round, one after the other. Who has used up the budget has no more turns, once there were two; nor has who
 * failed twice.
 */
final class Turns {
    private static final int ENOUGH = 2;

    private final Options options;
    private final Map<String, Long> nanos = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** One turn of somebody. */
    interface Turn<T> {
        List<Row> take(T who, int round) throws Exception;
    }

    /** What somebody is called. */
    interface Name<T> {
        String of(T who);
    }

    Turns(Options options) {
        this.options = options;
    }

    /** All turns of those who are wanted; in each round another one is the first. */
    <T> List<Row> of(List<T> all, Name<T> name, Turn<T> turn) throws Exception {
        List<Row> rows = new ArrayList<>();
        List<T> inTurn = new ArrayList<>(
                all.stream().filter(who -> options.wants(name.of(who))).toList());
        for (int round = 1; round <= options.rounds(); round++) {
            for (T who : inTurn) {
                if (mayGoOn(name.of(who))) {
                    rows.addAll(take(who, name.of(who), round, turn));
                }
            }
            Collections.rotate(inTurn, -1);
        }
        return rows;
    }

    private boolean mayGoOn(String name) {
        if (failures.getOrDefault(name, 0) >= ENOUGH) {
            return false;
        }
        int turns = taken.getOrDefault(name, 0);
        long used = nanos.getOrDefault(name, 0L);
        return turns < ENOUGH || used + used / turns <= options.budget().toNanos();
    }

    private <T> List<Row> take(T who, String name, int round, Turn<T> turn) throws Exception {
        long start = System.nanoTime();
        List<Row> rows = turn.take(who, round);
        taken.merge(name, 1, Integer::sum);
        nanos.merge(name, Math.max(TimeUnit.MILLISECONDS.toNanos(1), System.nanoTime() - start), Long::sum);
        if (rows.stream().anyMatch(Row::failed)) {
            failures.merge(name, 1, Integer::sum);
        }
        return rows;
    }
}
