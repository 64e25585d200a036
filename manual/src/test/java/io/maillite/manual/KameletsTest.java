package io.maillite.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

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
}
