package io.maillite.camel.support.micrometer;

import io.maillite.camel.support.watch.Series;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Things that are one to a set of meters. What one of them has counted stays counted when it goes, and one that comes
 * back is not counted twice: so a counter never falls.
 */
final class Group<T> {
    private final List<Series<T>> series;
    private final List<Member<T>> members = new ArrayList<>();
    private final List<Meter> meters = new ArrayList<>();
    private final double[] valuesOfThoseGone;
    private final long[] timesOfThoseGone;

    /** A thing, and what it had counted when it came. */
    static final class Member<T> {
        private final T thing;
        private final double[] values;
        private final long[] times;

        Member(T thing, int series) {
            this.thing = thing;
            this.values = new double[series];
            this.times = new long[series];
        }
    }

    Group(List<Series<T>> series) {
        this.series = series;
        this.valuesOfThoseGone = new double[series.size()];
        this.timesOfThoseGone = new long[series.size()];
    }

    synchronized Member<T> add(T thing) {
        Member<T> member = new Member<>(thing, series.size());
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i).kind() != Series.Kind.GAUGE) {
                member.values[i] = series.get(i).value().applyAsDouble(thing);
                member.times[i] = series.get(i).times().applyAsLong(thing);
            }
        }
        members.add(member);
        return member;
    }

    /** @return whether none is left */
    synchronized boolean remove(Member<T> member) {
        if (members.remove(member)) {
            for (int i = 0; i < valuesOfThoseGone.length; i++) {
                if (series.get(i).kind() != Series.Kind.GAUGE) {
                    valuesOfThoseGone[i] += value(i, member);
                    timesOfThoseGone[i] += times(i, member);
                }
            }
            return members.isEmpty();
        }
        return false;
    }

    private double value(int i, Member<T> member) {
        return series.get(i).value().applyAsDouble(member.thing) - member.values[i];
    }

    private long times(int i, Member<T> member) {
        return series.get(i).times().applyAsLong(member.thing) - member.times[i];
    }

    private synchronized double value(int i) {
        double sum = valuesOfThoseGone[i];
        for (Member<T> member : members) {
            sum += value(i, member);
        }
        return sum;
    }

    private synchronized long times(int i) {
        long sum = timesOfThoseGone[i];
        for (Member<T> member : members) {
            sum += times(i, member);
        }
        return sum;
    }

    void register(MeterRegistry registry, Tags tags) {
        for (int i = 0; i < series.size(); i++) {
            meters.add(meter(
                    i, registry, tags.and(MicrometerMeters.tags(series.get(i).tags()))));
        }
    }

    private Meter meter(int i, MeterRegistry registry, Tags tags) {
        Series<T> one = series.get(i);
        return switch (one.kind()) {
            case COUNTER ->
                FunctionCounter.builder(one.name(), this, group -> group.value(i))
                        .description(one.description())
                        .baseUnit(one.unit())
                        .tags(tags)
                        .register(registry);
            case GAUGE ->
                Gauge.builder(one.name(), this, group -> group.value(i))
                        .description(one.description())
                        .baseUnit(one.unit())
                        .tags(tags)
                        .register(registry);
            case TIMER ->
                FunctionTimer.builder(
                                one.name(), this, group -> group.times(i), group -> group.value(i), TimeUnit.SECONDS)
                        .description(one.description())
                        .tags(tags)
                        .register(registry);
        };
    }

    void unregister(MeterRegistry registry) {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
