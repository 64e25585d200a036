package io.maillite.camel.support.watch;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each of some things has happened. Counting costs an addition, from any thread. It can be set back for those
 * who read it as people do; meters read totals, which only ever grow.
 */
public final class Tally<C extends Enum<C> & Countable> {
    private final Class<C> what;
    private final Map<C, LongAdder> totals;
    private volatile Map<C, Long> atReset = Map.of();

    /** @param what the things to count */
    public Tally(Class<C> what) {
        this.what = what;
        this.totals = new EnumMap<>(what);
        for (C one : what.getEnumConstants()) {
            totals.put(one, new LongAdder());
        }
    }

    /** It has happened. */
    public void count(C one) {
        adder(one).increment();
    }

    /** It has happened so often. */
    public void add(C one, long times) {
        adder(one).add(times);
    }

    /** How often each, since the last {@link #reset}. */
    public Map<C, Long> read() {
        Map<C, Long> before = atReset;
        Map<C, Long> now = new EnumMap<>(what);
        totals.forEach((one, total) -> now.put(one, total.sum() - before.getOrDefault(one, 0L)));
        return now;
    }

    /** How often at all. */
    public long total(C one) {
        return adder(one).sum();
    }

    /** From now on it is counted from nothing again; totals stay. */
    public void reset() {
        Map<C, Long> now = new EnumMap<>(what);
        totals.forEach((one, total) -> now.put(one, total.sum()));
        atReset = now;
    }

    private LongAdder adder(C one) {
        LongAdder adder = totals.get(one);
        if (adder == null) {
            throw new IllegalArgumentException(one.key());
        }
        return adder;
    }
}
