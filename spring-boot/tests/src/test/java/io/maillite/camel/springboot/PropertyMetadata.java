package io.maillite.camel.springboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** What {@code spring-configuration-metadata.json} says of the properties that begin alike. */
final class PropertyMetadata {
    private final Map<String, Map<String, Object>> properties = new TreeMap<>();
    private final Map<String, JsonObject> hints = new TreeMap<>();

    static PropertyMetadata ofPrefix(String prefix) {
        PropertyMetadata metadata = new PropertyMetadata();
        try {
            for (URL url : Collections.list(PropertyMetadata.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                metadata.read(new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8), prefix);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeserializationException e) {
            throw new IllegalStateException(e);
        }
        return metadata;
    }

    private void read(String json, String prefix) throws DeserializationException {
        JsonObject all = (JsonObject) Jsoner.deserialize(json);
        for (JsonObject property : objects(all, "properties")) {
            if (property.getString("name").startsWith(prefix)) {
                properties.put(property.getString("name"), property);
            }
        }
        for (JsonObject hint : objects(all, "hints")) {
            hints.put(hint.getString("name"), hint);
        }
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object each : parent.getCollectionOrDefault(name, new JsonArray())) {
            objects.add((JsonObject) each);
        }
        return objects;
    }

    Map<String, Map<String, Object>> properties() {
        return properties;
    }

    /** The values that an IDE offers. */
    Collection<String> offered(String name) {
        return objects(hints.getOrDefault(name, new JsonObject()), "values").stream()
                .map(value -> value.get("value").toString())
                .toList();
    }
}
