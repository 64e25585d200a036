package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** A route in YAML, to GreenMail. */
class SmtpLiteYamlRouteTest {

    @Test
    void aRouteInYamlSendsToGreenMail() throws Exception {
        ServerSetup setup = ServerSetupTest.SMTP.dynamicPort();
        GreenMail mail = new GreenMail(setup);
        mail.setUser("jane@example.org", "jane", "secret");
        mail.start();
        try (CamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", """
                    - route:
                        from:
                          uri: direct:in
                          steps:
                            - to:
                                uri: smtplite
                                parameters:
                                  host: localhost
                                  port: %d
                                  tls: NONE
                                  username: jane
                                  password: secret
                                  from: bob@example.org
                                  to: jane@example.org
                                  lineEndings: REJECT
                    """.formatted(
                            mail.getSmtp().getPort())));
            context.start();
            String text = "Subject: from YAML\r\n\r\nHello\r\n.\r\nBye\r\n";
            Exchange sent = context.createProducerTemplate()
                    .send("direct:in", exchange -> exchange.getIn().setBody(text));

            assertThat(sent.getException()).isNull();
            assertThat(mail.waitForIncomingEmail(1)).isTrue();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            mail.getReceivedMessages()[0].writeTo(received);
            // GreenMail puts trace fields on top, and takes the last line end
            assertThat(received.toString(StandardCharsets.US_ASCII)).endsWith(text.stripTrailing());
        } finally {
            mail.stop();
        }
    }
}
