package io.maillite.camel.support.micrometer;

import io.maillite.camel.support.watch.Meters;
import io.maillite.camel.support.watch.Series;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Meters in the registry that camel-micrometer would use, too: the one in Camel's registry that goes by
 * {@code metricsRegistry}, else the only one there. Nothing is measured for them: each reads what is counted anyway,
 * when it is asked.
 */
public final class MicrometerMeters implements Meters, CamelContextAware {
    private static final String NAME = "metricsRegistry";

    private @Nullable CamelContext context;
    private final Map<Key, Group<?>> groups = new HashMap<>();

    /** Which meters. Each list of series is one object. */
    private record Key(MeterRegistry registry, List<?> series, Map<String, String> tags) {}

    @Override
    public synchronized <T> Registration follow(T thing, List<Series<T>> series, Map<String, String> tags) {
        CamelContext known = getCamelContext();
        MeterRegistry registry = registry(known.getRegistry());
        if (registry == null) {
            return () -> {};
        }
        Key key = new Key(registry, series, tags);
        Group<?> present = groups.get(key);
        // who asks with this list of series asks for its kind of thing
        @SuppressWarnings("unchecked")
        Group<T> group = present == null ? new Group<>(series) : (Group<T>) present;
        if (present == null) {
            groups.put(key, group);
            group.register(registry, Tags.of("camelContext", known.getName()).and(tags(tags)));
        }
        Group.Member<T> member = group.add(thing);
        return () -> leave(key, group, member);
    }

    private synchronized <T> void leave(Key key, Group<T> group, Group.Member<T> member) {
        if (group.remove(member)) {
            groups.remove(key);
            group.unregister(key.registry());
        }
    }

    private static @Nullable MeterRegistry registry(Registry registry) {
        MeterRegistry named = registry.lookupByNameAndType(NAME, MeterRegistry.class);
        return named == null ? registry.findSingleByType(MeterRegistry.class) : named;
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList();
    }

    @Override
    public CamelContext getCamelContext() {
        CamelContext known = context;
        if (known == null) {
            throw new IllegalStateException("Meters belong to a Camel context");
        }
        return known;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext camelContext) {
        context = camelContext;
    }
}
