package io.maillite.reliability.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Every misbehaviour at every place, in a JVM of its own with little memory: an endless reply that was kept would end
 * it. Prints what did not go well, and the counts; ends with 1 if anything did not.
 */
final class HostileMatrix {
    /** A case that was not reached waits longer: the machine may have been too slow for the honest part. */
    private static final List<Duration> PATIENCE =
            List.of(Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** Long after the slowest machine: what has not ended by then has no end. */
    private static final Duration UNBOUNDED = Duration.ofMinutes(5);

    private static final int AT_A_TIME = 6;

    private HostileMatrix() {}

    /** What a case came to. */
    private record Result(Case last, Case.Verdict verdict) {}

    /** @param arguments one: of how many cases to try one */
    public static void main(String... arguments) throws InterruptedException {
        List<Place> places = Place.all();
        Misbehaviour[] misbehaviours = Misbehaviour.values();
        int stride = Integer.parseInt(arguments[0]);
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME, task -> {
            Thread thread = new Thread(task, "case");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<Result>> results = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            for (int j = 0; j < misbehaviours.length; j++) {
                Place place = places.get(i);
                Misbehaviour misbehaviour = misbehaviours[j];
                if ((i + j) % stride == 0) {
                    results.add(workers.submit(() -> run(place, misbehaviour)));
                }
            }
        }
        Map<Case.Verdict, Integer> counts = new EnumMap<>(Case.Verdict.class);
        int unbounded = 0;
        for (Future<Result> future : results) {
            try {
                Result result = future.get(UNBOUNDED.toMinutes(), TimeUnit.MINUTES);
                counts.merge(result.verdict(), 1, Integer::sum);
                if (result.verdict() != Case.Verdict.WELL) {
                    System.out.println(result.verdict() + ": " + result.last());
                }
            } catch (TimeoutException e) {
                unbounded++;
            } catch (ExecutionException e) {
                unbounded++;
                System.out.println("BROKEN: " + e.getCause());
            }
        }
        int well = counts.getOrDefault(Case.Verdict.WELL, 0);
        System.out.printf(
                "RESULT places %d, misbehaviours %d, tried %d: unbounded %d, untyped %d, unprintable %d, not noticed %d,"
                        + " secrets sent %d, not reached %d%n",
                places.size(),
                misbehaviours.length,
                results.size(),
                unbounded,
                counts.getOrDefault(Case.Verdict.UNTYPED, 0),
                counts.getOrDefault(Case.Verdict.UNPRINTABLE, 0),
                counts.getOrDefault(Case.Verdict.NOT_NOTICED, 0),
                counts.getOrDefault(Case.Verdict.SECRET_SENT, 0),
                counts.getOrDefault(Case.Verdict.NOT_REACHED, 0));
        System.exit(well == results.size() ? 0 : 1);
    }

    private static Result run(Place place, Misbehaviour misbehaviour) {
        Case last = null;
        Case.Verdict verdict = Case.Verdict.NOT_REACHED;
        for (Duration patience : PATIENCE) {
            last = new Case(place, misbehaviour, patience);
            verdict = last.run();
            if (verdict != Case.Verdict.NOT_REACHED) {
                break;
            }
        }
        return new Result(last, verdict);
    }
}
