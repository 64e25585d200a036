package io.maillite.camel.support.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.support.watch.Countable;
import io.maillite.camel.support.watch.Meters;
import io.maillite.camel.support.watch.Series;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.junit.jupiter.api.Test;

/** Meters for what is counted, where Micrometer is; nothing where it is not. */
class MicrometerMetersTest {
    private enum Seen implements Countable {
        EVENTS;

        @Override
        public String key() {
            return "events";
        }

        @Override
        public String description() {
            return "Events that were seen";
        }
    }

    private static final List<Series<AtomicLong>> SERIES = List.of(
            Series.counter("test.events", Seen.EVENTS, AtomicLong::get),
            Series.<AtomicLong>gauge("test.level", "How high it stands", AtomicLong::get)
                    .tagged("of", "water"),
            Series.timer("test.wait", "How long it took", AtomicLong::get, thing -> thing.get() * 2.0));

    private final CamelContext context = new DefaultCamelContext();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private Meters.Registration follow(AtomicLong thing) {
        return Meters.of(context).follow(thing, SERIES, Map.of("server", "mail.example.org"));
    }

    private double events() {
        return registry.get("test.events")
                .tags("server", "mail.example.org", "camelContext", context.getName())
                .functionCounter()
                .count();
    }

    @Test
    void readsTheRegistryOfCamels() {
        context.getRegistry().bind("any", registry);
        try (Meters.Registration following = follow(new AtomicLong(0))) {
            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .containsExactlyInAnyOrder("test.events", "test.level", "test.wait");
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aMeterReadsWhatIsCountedWhenItIsAsked() {
        context.getRegistry().bind("any", registry);
        AtomicLong thing = new AtomicLong();
        try (Meters.Registration following = follow(thing)) {
            thing.set(7);
            assertThat(events()).isEqualTo(7);
            assertThat(registry.get("test.level").tag("of", "water").gauge().value())
                    .isEqualTo(7);
            FunctionTimer timer = registry.get("test.wait").functionTimer();
            assertThat(timer.count()).isEqualTo(7);
            assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(14);
            assertThat(registry.get("test.events").functionCounter().getId().getDescription())
                    .isEqualTo("Events that were seen");
        }
    }

    @Test
    void theRegistryOfThatNameWinsAmongSeveral() {
        MeterRegistry other = new SimpleMeterRegistry();
        context.getRegistry().bind("other", other);
        context.getRegistry().bind("metricsRegistry", registry);
        try (Meters.Registration following = follow(new AtomicLong())) {
            assertThat(registry.getMeters()).isNotEmpty();
            assertThat(other.getMeters()).isEmpty();
        }
    }

    @Test
    void amongSeveralWithoutThatNameNoneIsTaken() {
        context.getRegistry().bind("one", registry);
        context.getRegistry().bind("two", new SimpleMeterRegistry());
        try (Meters.Registration following = follow(new AtomicLong())) {
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void thingsThatShareTheirTagsAreOneAndACounterNeverFalls() {
        context.getRegistry().bind("any", registry);
        AtomicLong one = new AtomicLong();
        AtomicLong two = new AtomicLong();
        Meters.Registration first = follow(one);
        Meters.Registration second = follow(two);
        one.set(3);
        two.set(4);
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(events()).isEqualTo(7);
        first.close();
        first.close(); // which changes nothing
        assertThat(events()).isEqualTo(7);
        assertThat(registry.get("test.level").gauge().value()).isEqualTo(4);
        first = follow(one);
        assertThat(events()).isEqualTo(7);
        one.set(5);
        assertThat(events()).isEqualTo(9);
        first.close();
        second.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void withoutMicrometerNothingIsFollowedAndNothingFails() {
        context.setClassResolver(new DefaultClassResolver(context) {
            @Override
            public Class<?> resolveClass(String name) {
                return name.startsWith("io.micrometer") ? null : super.resolveClass(name);
            }
        });
        assertThat(Meters.of(context)).isSameAs(Meters.NONE);
        follow(new AtomicLong()).close();
    }
}
