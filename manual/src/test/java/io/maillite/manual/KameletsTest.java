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
import java.util.Collections;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both Kamelets, one behind the other. */
class KameletsTest {
    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void fromTheSourceToTheSink() throws Exception {
        try (MaildropServer mailbox = MaildropServer.start();
                SinkServer sink = SinkServer.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            mailbox.maildrop().add(MESSAGE);
            context.addComponent("kamelet", Kamelets.component());
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("routes.yaml", """
                    - route:
                        from:
                          uri: kamelet:pop3lite-source
                          parameters:
                            host: localhost:%d
                            username: user
                            password: secret
                            tls: NONE
                            delay: 1000
                          steps:
                            - to:
                                uri: kamelet:smtplite-sink
                                parameters:
                                  host: localhost:%d
                                  tls: NONE
                                  from: ada@example.org
                                  to: bob@example.org
                    """.formatted(mailbox.port(), sink.port())));
            context.start();

            await().until(() -> mailbox.maildrop().size() == 0);

            assertThat(sink.only().octets()).isEqualTo(MESSAGE);
            assertThat(sink.only().addresses()).containsExactly("bob@example.org");
        }
    }

    /** A Kamelet names the version of its component itself: that of the build that it comes with. */
    @ParameterizedTest
    @CsvSource({"pop3lite-source, camel-pop3lite", "smtplite-sink, camel-smtplite"})
    void aKameletTakesTheComponentOfItsOwnVersion(String kamelet, String component) throws Exception {
        String text = Files.readString(Page.root().resolve("kamelets").resolve(kamelet + ".kamelet.yaml"));

        assertThat(text.lines().map(String::strip).filter(line -> line.startsWith("- mvn:io.maillite:")))
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
