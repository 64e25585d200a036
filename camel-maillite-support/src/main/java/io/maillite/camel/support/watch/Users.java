package io.maillite.camel.support.watch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Who uses a thing: meters follow it as long as somebody does. */
public final class Users<T> {
    private final T thing;
    private final List<Series<T>> series;
    private final Map<String, Integer> names = new TreeMap<>();
    private Meters.@Nullable Registration following;

    /** @param series what meters follow of the thing */
    public Users(T thing, List<Series<T>> series) {
        this.thing = thing;
        this.series = series;
    }

    /**
     * One more.
     *
     * @param name who it is; several may share it
     * @param tags what tells the thing from others
     */
    public synchronized void add(CamelContext context, String name, Map<String, String> tags) {
        names.merge(name, 1, Integer::sum);
        if (following == null) {
            following = Meters.of(context).follow(thing, series, tags);
        }
    }

    /** One less; none that was not there. */
    public synchronized void remove(String name) {
        names.computeIfPresent(name, (user, times) -> times == 1 ? null : times - 1);
        Meters.Registration last = following;
        if (names.isEmpty() && last != null) {
            following = null;
            last.close();
        }
    }

    /** Each once, in the order of the alphabet. */
    public synchronized List<String> names() {
        return List.copyOf(names.keySet());
    }
}
