package io.maillite.camel.support.watch;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ExtendedCamelContext;

/**
 * Where figures are followed over time, if there is such a place: Micrometer on the class path and a registry of its in
 * Camel's.
 */
public interface Meters {
    /** Ends the following of one thing. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Nobody follows anything. */
    Meters NONE = new Meters() {
        @Override
        public <T> Registration follow(T thing, List<Series<T>> series, Map<String, String> tags) {
            return () -> {};
        }
    };

    /**
     * Follows a thing until the registration is closed. Things that share their tags are one to a meter: it reads the
     * sum of them.
     *
     * @param tags what tells the thing from others of its kind
     */
    <T> Registration follow(T thing, List<Series<T>> series, Map<String, String> tags);

    /** Those of a context. */
    static Meters of(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        synchronized (extension) {
            Meters known = extension.getContextPlugin(Meters.class);
            if (known == null) {
                known = find(context);
                extension.addContextPlugin(Meters.class, known);
            }
            return known;
        }
    }

    /** The class that knows Micrometer is named in a service file, and is not touched where that is absent. */
    private static Meters find(CamelContext context) {
        if (context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") == null) {
            return NONE;
        }
        Meters found = context.getCamelContextExtension()
                .getFactoryFinder("META-INF/services/org/apache/camel/maillite/")
                .newInstance("meters", Meters.class)
                .orElse(NONE);
        CamelContextAware.trySetCamelContext(found, context);
        return found;
    }
}
