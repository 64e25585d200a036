package io.maillite.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** A route in XML takes a message out of a mailbox and sends it on. */
class XmlRoutesTest {
    private static final byte[] MESSAGE = "Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aRouteFromAMailboxToAServer() throws Exception {
        try (MaildropServer mailbox = MaildropServer.start();
                SinkServer sink = SinkServer.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            mailbox.maildrop().add(MESSAGE);
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("routes.xml", """
                    <routes xmlns="http://camel.apache.org/schema/xml-io">
                        <route>
                            <from uri="pop3lite:localhost:%d?username=user&amp;password=secret&amp;tls=NONE&amp;initialDelay=0"/>
                            <setHeader name="CamelSmtpLiteTo"><constant>bob@example.org</constant></setHeader>
                            <to uri="smtplite:localhost:%d?tls=NONE&amp;from=ada@example.org"/>
                        </route>
                    </routes>
                    """.formatted(mailbox.port(), sink.port())));
            context.start();

            await().atMost(Duration.ofMinutes(1)).until(() -> mailbox.maildrop().size() == 0);

            assertThat(sink.received()).singleElement().satisfies(received -> {
                assertThat(received.addresses()).containsExactly("bob@example.org");
                assertThat(received.octets()).isEqualTo(MESSAGE);
            });
        }
    }
}
