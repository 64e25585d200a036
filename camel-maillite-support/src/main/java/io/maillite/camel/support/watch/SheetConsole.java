package io.maillite.camel.support.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.PatternHelper;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * A console of Camel's that shows the endpoints of one kind, each with its sheet, in the order of their URIs. The
 * option {@code filter} is a pattern as Camel knows them for the URIs to show, which hold no secrets here.
 */
public abstract class SheetConsole<E extends Endpoint> extends AbstractDevConsole {
    private static final String FILTER = "filter";

    private final Class<E> kind;
    private final String plural;

    /** @param plural what the endpoints are, together, in camel case */
    protected SheetConsole(String id, String displayName, String description, Class<E> kind, String plural) {
        super("camel", id, displayName, description);
        this.kind = kind;
        this.plural = plural;
    }

    /** What is known of an endpoint. */
    protected abstract Sheet sheet(E endpoint);

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder out = new StringBuilder();
        for (E endpoint : endpoints(options)) {
            if (!out.isEmpty()) {
                out.append('\n');
            }
            out.append(uri(endpoint)).append('\n');
            sheet(endpoint).print(out, "    ");
        }
        return out.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray all = new JsonArray();
        for (E endpoint : endpoints(options)) {
            JsonObject one = new JsonObject();
            one.put("uri", uri(endpoint));
            one.putAll(sheet(endpoint).toJson());
            all.add(one);
        }
        JsonObject root = new JsonObject();
        root.put(plural, all);
        return root;
    }

    private List<E> endpoints(Map<String, Object> options) {
        Object filter = options.get(FILTER);
        return getCamelContext().getEndpoints().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(endpoint -> filter == null || PatternHelper.matchPattern(uri(endpoint), filter.toString()))
                .sorted(Comparator.comparing(SheetConsole::uri))
                .toList();
    }

    private static String uri(Endpoint endpoint) {
        return URISupport.sanitizeUri(endpoint.getEndpointUri());
    }
}
