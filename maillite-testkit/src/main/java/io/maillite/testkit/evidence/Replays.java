package io.maillite.testkit.evidence;

import java.util.concurrent.atomic.LongAdder;

/** Counts the inputs that a fuzz target was given, and those that it failed on. */
public final class Replays {
    /** What a fuzz target does with an input. */
    @FunctionalInterface
    public interface Target {
        /** Anything thrown is a finding. */
        void run() throws Exception;
    }

    private final String target;
    private final LongAdder inputs = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private Replays(String target) {
        this.target = target;
    }

    /** @param target a name, fit for that of a file */
    public static Replays of(String target) {
        return new Replays(target);
    }

    /** Runs the target on one input. */
    public void run(Target what) throws Exception {
        inputs.increment();
        try {
            what.run();
        } catch (Exception | Error e) {
            failures.increment();
            throw e;
        }
    }

    /** Leaves the counts as evidence: when all was run. */
    public void report() {
        Evidence.of("fuzz-" + target)
                .add("Fuzzing, " + target + ": inputs tried " + inputs.sum() + ", failures " + failures.sum());
    }
}
