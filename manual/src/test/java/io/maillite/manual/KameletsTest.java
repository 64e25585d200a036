package io.maillite.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Both Kamelets, one behind the other; Camel finds them in the components' jars. */
class KameletsTest {
    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void fromTheSourceToTheSink() throws Exception {
        try (MaildropServer mailbox = MaildropServer.start();
                SinkServer sink = SinkServer.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            mailbox.maildrop().add(MESSAGE);
            start(context, mailbox, ", username: user, password: secret", sink);

            await().atMost(Duration.ofMinutes(1)).until(() -> mailbox.maildrop().size() == 0);

            assertThat(sink.only().octets()).isEqualTo(MESSAGE);
            assertThat(sink.only().addresses()).containsExactly("bob@example.org");
        }
    }

    @Test
    void aPasswordMayHoldWhatAUriCannot() throws Exception {
        String password = "p&s=w+rd%41#1";
        try (MaildropServer mailbox =
                        MaildropServer.builder().account("ada", password).start();
                SinkServer sink = SinkServer.builder()
                        .account("ada", password)
                        .requiresLogin()
                        .start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            mailbox.maildrop().add(MESSAGE);
            for (String kamelet : List.of("pop3lite-source", "smtplite-sink")) {
                context.getPropertiesComponent().addInitialProperty("camel.kamelet." + kamelet + ".username", "ada");
                context.getPropertiesComponent().addInitialProperty("camel.kamelet." + kamelet + ".password", password);
            }
            start(context, mailbox, "", sink);

            await().atMost(Duration.ofMinutes(1)).until(() -> mailbox.maildrop().size() == 0);

            assertThat(sink.only().username()).isEqualTo("ada");
        }
    }

    private static void start(DefaultCamelContext context, MaildropServer mailbox, String login, SinkServer sink)
            throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", """
                - route:
                    from:
                      uri: kamelet:pop3lite-source
                      parameters: {host: "localhost:%d", tls: NONE, delay: 1000%s}
                      steps:
                        - to:
                            uri: kamelet:smtplite-sink
                            parameters: {host: "localhost:%d", tls: NONE, from: ada@example.org, to: bob@example.org}
                """.formatted(
                        mailbox.port(), login, sink.port())));
        context.start();
    }

    static Stream<Arguments> kamelets() {
        return Stream.of(
                Arguments.of("pop3lite-source", Metadata.pop3lite()),
                Arguments.of("smtplite-sink", Metadata.smtplite()));
    }

    /** What tools show of a Kamelet: each property explained, and used, with the component's own default and values. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kamelets")
    void itsPropertiesAreAsTheComponentHasThem(String kamelet, ComponentModel component) throws Exception {
        String text = text(kamelet);
        Map<?, ?> definition =
                map(map(map(new Load(LoadSettings.builder().build()).loadFromString(text)), "spec"), "definition");
        Map<?, ?> properties = map(definition, "properties");

        assertThat(placeholders(text)).isEqualTo(properties.keySet());
        assertThat(properties.keySet().containsAll((List<?>) definition.get("required")))
                .isTrue();
        assertThat(definition.get("title")).asString().isNotBlank();
        assertThat(definition.get("description")).asString().isNotBlank();
        for (Object name : properties.keySet()) {
            Map<?, ?> property = map(properties, name.toString());
            EndpointOptionModel option = component.getEndpointOptions().stream()
                    .filter(one -> one.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(property.get("title")).as("title of %s", name).asString().isNotBlank();
            assertThat(property.get("description"))
                    .as("description of %s", name)
                    .asString()
                    .isNotBlank();
            assertThat(property.get("type")).as("type of %s", name).isIn("string", "integer", "boolean");
            assertThat(property.get("enum")).as("values of %s", name).isEqualTo(option.getEnums());
            assertThat("password".equals(property.get("format")))
                    .as("%s is secret", name)
                    .isEqualTo(option.isSecret());
            assertThat(Objects.toString(property.get("default"), null))
                    .as("default of %s", name)
                    .isEqualTo(Objects.toString(option.getDefaultValue(), null));
        }
    }

    private static String text(String kamelet) throws IOException {
        return Files.readString(Page.root().resolve("kamelets").resolve(kamelet + ".kamelet.yaml"));
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        return map(parent.get(name));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static Set<String> placeholders(String kamelet) {
        return Pattern.compile("\\{\\{\\??(\\w+)}}")
                .matcher(kamelet)
                .results()
                .map(placeholder -> placeholder.group(1))
                .collect(Collectors.toSet());
    }

    /** A Kamelet names the version of its component itself: that of the build that it comes with. */
    @ParameterizedTest
    @CsvSource({"pop3lite-source, camel-pop3lite", "smtplite-sink, camel-smtplite"})
    void aKameletTakesTheComponentOfItsOwnVersion(String kamelet, String component) throws Exception {
        assertThat(text(kamelet).lines().map(String::strip).filter(line -> line.startsWith("- mvn:io.maillite:")))
                .containsExactly("- mvn:io.maillite:" + component + ":" + version(component));
    }

    private static String version(String component) throws IOException {
        for (URL file : Collections.list(KameletsTest.class
                .getClassLoader()
                .getResources("META-INF/services/org/apache/camel/component.properties"))) {
            Properties properties = new Properties();
            try (InputStream content = file.openStream()) {
                properties.load(content);
            }
            if (properties.getProperty("artifactId").equals(component)) {
                return properties.getProperty("version");
            }
        }
        throw new IllegalStateException("There is no " + component);
    }
}
