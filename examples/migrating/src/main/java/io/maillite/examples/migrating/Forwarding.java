package io.maillite.examples.migrating;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.smtp.SinkServer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** A mailbox with one message, and an SMTP server that a route hands it on to. */
final class Forwarding implements Trial {
    private final byte[] message;

    Forwarding(byte[] message) {
        this.message = message;
    }

    @Override
    public Map<String, String> of(Form form) throws Exception {
        try (MaildropServer mailbox =
                        MaildropServer.builder().account("ada", "secret").start();
                SinkServer smtp = SinkServer.start()) {
            mailbox.maildrop().add(message);
            Map<String, String> addresses =
                    Map.of("pop3", mailbox.host() + ":" + mailbox.port(), "smtp", smtp.host() + ":" + smtp.port());
            try (CamelContext context = Contexts.start(addresses, new RouteBuilder() {
                @Override
                public void configure() {
                    form.steps().on(from(form.uri() + Polls.options(1)));
                }
            })) {
                Polls.await(1, mailbox);
            }
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("delivered to", Facts.recipients(smtp.received()));
            facts.put(
                    "octet for octet",
                    Facts.yes(
                            smtp.received().stream().allMatch(received -> Arrays.equals(message, received.octets()))));
            facts.put("left in the mailbox", Facts.subjects(mailbox));
            return facts;
        }
    }
}
