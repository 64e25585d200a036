package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All three ways to a mailbox with a server that is not ours. */
class Pop3LiteGreenMailTest {
    private final GreenMail greenMail = new GreenMail(ServerSetup.POP3.dynamicPort());
    private final DefaultCamelContext context = new DefaultCamelContext();
    private GreenMailUser user;
    private String uri;

    @BeforeEach
    void start() {
        greenMail.start();
        user = greenMail.setUser("user@example.org", "user", "secret");
        uri = "pop3lite:localhost:" + greenMail.getPop3().getPort() + "?username=user&password=secret&tls=NONE";
    }

    @AfterEach
    void stop() {
        context.stop();
        greenMail.stop();
    }

    private static String mail(int i) {
        return "From: a@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= " + i
                + "\r\nDate: Mon, 27 Jul 2026 10:15:30 +0200\r\n\r\nmail " + i + "\r\n.\r\n..\r\nend";
    }

    private void deliver(int count) throws Exception {
        for (int i = 1; i <= count; i++) {
            user.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail(i).getBytes(StandardCharsets.US_ASCII))));
        }
    }

    private int left() {
        return greenMail.getReceivedMessages().length;
    }

    @Test
    void fromConsumesAndDeletes() throws Exception {
        deliver(3);
        List<String> subjects = new ArrayList<>();
        List<Long> dates = new ArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&delay=1000").process(exchange -> {
                    Map<?, ?> headers = exchange.getIn().getHeader(Pop3LiteHeaders.HEADERS, Map.class);
                    synchronized (subjects) {
                        subjects.add(String.valueOf(headers.get("subject")));
                        dates.add(exchange.getIn().getMessageTimestamp());
                    }
                });
            }
        });
        context.start();

        RouteOnMaildrop.awaiting(() -> left() == 0);

        assertThat(subjects).containsExactly("Grüße 1", "Grüße 2", "Grüße 3");
        assertThat(dates).containsOnly(1785140130000L);
    }

    @Test
    void toDoesOneThing() throws Exception {
        deliver(2);
        context.start();
        ProducerTemplate template = context.createProducerTemplate();

        assertThat((Object) template.requestBody(uri + "&operation=STAT", null, Map.class))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("count", 2);
        List<?> uidl = template.requestBody(uri + "&operation=UIDL", null, List.class);
        Object first = ((Map<?, ?>) uidl.get(0)).get("uid");
        Exchange retrieved = template.request(
                uri + "&operation=RETR", exchange -> exchange.getIn().setHeader(Pop3LiteHeaders.UID, first));
        assertThat(retrieved.getException()).isNull();
        assertThat(retrieved.getMessage().getBody(String.class)).contains("mail 1\r\n.\r\n..\r\nend");
        template.requestBodyAndHeader(uri + "&operation=DELE", null, Pop3LiteHeaders.UID, first);

        assertThat(left()).isEqualTo(1);
    }

    @Test
    void pollEnrichTakesOneAfterTheOther() throws Exception {
        deliver(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich(uri, 0);
            }
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();

        assertThat(template.requestBody("direct:in", null, String.class)).contains("mail 1");
        assertThat(left()).isEqualTo(1);
        assertThat(template.requestBody("direct:in", null, String.class)).contains("mail 2");
        assertThat(template.requestBody("direct:in", null, String.class)).isNull();
        assertThat(left()).isZero();
    }
}
