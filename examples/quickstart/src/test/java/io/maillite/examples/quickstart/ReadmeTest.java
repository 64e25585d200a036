package io.maillite.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.pop3.Pop3LiteComponent;
import io.maillite.camel.smtp.SmtpLiteComponent;
import io.maillite.pop3.Pop3Client;
import io.maillite.pop3.Pop3Session;
import io.maillite.pop3.ScanListing;
import io.maillite.smtp.MessageSource;
import io.maillite.smtp.SmtpClient;
import io.maillite.smtp.SmtpReply;
import io.maillite.smtp.SmtpSession;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.wire.TlsMode;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows works: the routes are run, in both languages, and the Java code is the code below. */
class ReadmeTest {
    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path THIS = Path.of("src/test/java/io/maillite/examples/quickstart/ReadmeTest.java");
    private static final byte[] MESSAGE = "Subject: of the README\r\n\r\nThe text\r\n".getBytes(US_ASCII);

    @TempDir
    Path folder;

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void itsJavaIsWhatIsRunHere() throws IOException {
        String here = Files.readString(THIS).replaceAll("\\s+", "");

        assertThat(blocks("java")).hasSize(3).allSatisfy(block -> assertThat(here)
                .contains(block.replaceAll("\\s+", "")));
    }

    @Test
    void itsFirstCommandsAreTheQuickstartAndTheTests() throws IOException {
        assertThat(blocks("sh")).startsWith("examples/quickstart/run\n", "mvn -B -ntp verify\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void itsRoutesSendAndReceive(String language) throws Exception {
        Path outbox = Files.createDirectory(folder.resolve("outbox"));
        Path inbox = folder.resolve("inbox");
        Files.write(outbox.resolve("message.eml"), MESSAGE);
        try (SinkServer smtp = SinkServer.builder().account("ada", "p&s=w)rd?").start();
                MaildropServer pop3 =
                        MaildropServer.builder().account("ada", "p&s=w)rd?").start();
                CamelContext camel = context(smtp, pop3)) {
            pop3.maildrop().add(MESSAGE);
            NotifyBuilder both = new NotifyBuilder(camel)
                    .from("pop3lite:*")
                    .whenCompleted(1)
                    .and()
                    .from("file:*")
                    .whenCompleted(1)
                    .create();
            if (language.equals("java")) {
                camel.addRoutes(routes());
            } else {
                List<String> routes = blocks("yaml");
                assertThat(routes).hasSize(2);
                for (int i = 0; i < routes.size(); i++) {
                    PluginHelper.getRoutesLoader(camel)
                            .loadRoutes(ResourceHelper.fromString(i + ".yaml", routes.get(i)));
                }
            }
            camel.start();

            assertThat(both.matches(5, TimeUnit.MINUTES)).isTrue();
            camel.stop();

            assertThat(smtp.only().octets()).isEqualTo(MESSAGE);
            assertThat(smtp.only().username()).isEqualTo("ada");
            assertThat(smtp.only().sender().address()).isEqualTo("ada@example.org");
            assertThat(smtp.only().addresses()).containsExactly("bob@example.org", "carol@example.org");
            assertThat(inbox).isDirectoryContaining("glob:**.eml");
            assertThat(inbox.toFile().listFiles()).hasSize(1).allSatisfy(file -> assertThat(file)
                    .hasBinaryContent(MESSAGE));
            assertThat(pop3.maildrop().size()).isZero();
        }
    }

    private CamelContext context(SinkServer smtp, MaildropServer pop3) {
        CamelContext camel = new DefaultCamelContext();
        camel.addComponent("file", new FileComponent() {
            @Override
            protected GenericFileEndpoint<File> buildFileEndpoint(
                    String uri, String remaining, Map<String, Object> parameters) throws Exception {
                return super.buildFileEndpoint(uri, folder.resolve(remaining).toString(), parameters);
            }
        });
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "smtp.host",
                smtp.host() + ":" + smtp.port(),
                "pop3.host",
                pop3.host() + ":" + pop3.port(),
                "mail.username",
                "ada",
                "mail.password",
                "p&s=w)rd?"));
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getComponent("smtplite", SmtpLiteComponent.class)
                .getConfiguration()
                .setTls(TlsMode.NONE);
        camel.getComponent("pop3lite", Pop3LiteComponent.class)
                .getConfiguration()
                .setTls(TlsMode.NONE);
        return camel;
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("pop3lite:{{pop3.host}}?username={{mail.username}}&password=RAW({{mail.password}})")
                        .to("file:inbox?fileName=${exchangeId}.eml");

                from("file:outbox?delete=true")
                        .setHeader("CamelSmtpLiteFrom", constant("ada@example.org"))
                        .setHeader("CamelSmtpLiteTo", constant("bob@example.org, carol@example.org"))
                        .to("smtplite:{{smtp.host}}?username={{mail.username}}&password=RAW({{mail.password}})");
            }
        };
    }

    /** Compiled, and equal to what the README shows; what it does is tested where the client is. */
    static void client(String user, String password, OutputStream sink, Path file) throws IOException {
        try (Pop3Session mailbox =
                Pop3Client.of("mail.example.org").credentials(user, password).open()) {
            for (ScanListing message : mailbox.list()) {
                mailbox.retr(message.number(), sink);
                mailbox.dele(message.number());
            }
            mailbox.quit();
        }

        try (SmtpSession session =
                SmtpClient.of("mail.example.org").credentials(user, password).open()) {
            Map<String, SmtpReply> refused = session.sendmail(
                    "ada@example.org", List.of("bob@example.org", "carol@example.org"), MessageSource.of(file));
            session.quit();
        }
    }
}
