package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tools, YAML and the catalog know of {@code smtplite}: every option, described, and settable on both levels. */
class SmtpLiteMetadataTest {
    private static ComponentModel metadata;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json =
                SmtpLiteEndpoint.class.getResourceAsStream("/META-INF/io/maillite/camel/smtp/smtplite.json")) {
            metadata = JsonMapper.generateComponentModel(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void namesTheComponent() {
        assertThat(metadata.getScheme()).isEqualTo("smtplite");
        assertThat(metadata.getSyntax()).isEqualTo("smtplite:host:port");
        assertThat(metadata.getArtifactId()).isEqualTo("camel-smtplite");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optionNames")
    void anOptionIsDescribedAndTheSameOnTheComponent(String name) {
        EndpointOptionModel option =
                options().filter(o -> o.getName().equals(name)).findFirst().orElseThrow();
        assertThat(option.getLabel()).isNotBlank();
        assertThat(option.getDescription()).isNotBlank();
        assertThat(metadata.getComponentOptions())
                .filteredOn(ComponentOptionModel::getName, name)
                .singleElement()
                .usingRecursiveComparison()
                .comparingOnlyFields(
                        "type", "javaType", "label", "description", "secret", "defaultValue", "enums", "displayName")
                .isEqualTo(option);
    }

    @Test
    void secretsAreMarked() {
        assertThat(options().filter(EndpointOptionModel::isSecret).map(EndpointOptionModel::getName))
                .containsExactlyInAnyOrder("password", "accessToken", "oauth2ClientSecret", "proxyPassword");
    }

    static Stream<String> optionNames() {
        return options().map(EndpointOptionModel::getName);
    }

    private static Stream<EndpointOptionModel> options() {
        return metadata.getEndpointParameterOptions().stream().filter(option -> option.getConfigurationField() != null);
    }
}
