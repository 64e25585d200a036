package io.maillite.camel.springboot;

import io.maillite.camel.pop3.Pop3LiteComponent;
import io.maillite.camel.smtp.SmtpLiteComponent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;

/** A component with a starter, and what the metadata of both says. */
record Components(String scheme, List<ComponentOptionModel> options, PropertyMetadata metadata) {
    static final List<Components> ALL = List.of(
            of("pop3lite", Pop3LiteComponent.class, "/META-INF/io/maillite/camel/pop3/pop3lite.json"),
            of("smtplite", SmtpLiteComponent.class, "/META-INF/io/maillite/camel/smtp/smtplite.json"));

    private static Components of(String scheme, Class<?> component, String json) {
        try (InputStream stream = Objects.requireNonNull(component.getResourceAsStream(json), json)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Components(
                    scheme,
                    JsonMapper.generateComponentModel(text).getComponentOptions(),
                    PropertyMetadata.ofPrefix("camel.component." + scheme + "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String prefix() {
        return "camel.component." + scheme + ".";
    }

    /** The name as Spring Boot writes it: in small letters, with hyphens. */
    String property(ComponentOptionModel option) {
        return prefix() + option.getName().replaceAll("(\\p{Lu})", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return scheme;
    }
}
