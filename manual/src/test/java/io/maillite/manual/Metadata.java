package io.maillite.manual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/** What Camel's tools know of a component: the JSON that the build generates from its annotations. */
final class Metadata {
    private Metadata() {}

    static ComponentModel pop3lite() {
        return read("/META-INF/io/maillite/camel/pop3/pop3lite.json");
    }

    static ComponentModel smtplite() {
        return read("/META-INF/io/maillite/camel/smtp/smtplite.json");
    }

    private static ComponentModel read(String json) {
        try (InputStream in = Metadata.class.getResourceAsStream(json)) {
            return JsonMapper.generateComponentModel(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
