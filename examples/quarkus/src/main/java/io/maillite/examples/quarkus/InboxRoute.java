package io.maillite.examples.quarkus;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.examples.invoices.Answer;
import io.maillite.examples.invoices.Attachments;
import io.maillite.examples.invoices.Fingerprint;
import io.maillite.smtp.DeliveryInDoubtException;
import io.maillite.smtp.SmtpPermanentException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * First the message is safe in its folder, then the answer goes out, and only then is the message deleted from the
 * mailbox. When something fails it stays there and comes again, to the same place.
 */
@ApplicationScoped
class InboxRoute extends RouteBuilder {
    private final Path inbox;
    private final String address;

    InboxRoute(
            @ConfigProperty(name = "inbox.folder") Path inbox,
            @ConfigProperty(name = "camel.component.pop3lite.username") String address) {
        this.inbox = inbox;
        this.address = address;
    }

    @Override
    public void configure() {
        // The invoice is safe: an answer that nobody takes, or that may have arrived, is no reason to begin again.
        onException(SmtpPermanentException.class, DeliveryInDoubtException.class)
                .handled(true)
                .log(LoggingLevel.WARN, "No answer, or not surely one: ${exception.message}");

        from("pop3lite:{{inbox.pop3}}?delay={{inbox.delay}}")
                .process(new Fingerprint())
                .process(new Folders(inbox))
                .process(new Attachments(inbox))
                .filter(exchangeProperty("folder").isEqualTo("invoices"))
                .process(new Answer(address))
                .filter(header(SmtpLiteHeaders.TO).isNotNull())
                .to("smtplite:{{inbox.smtp}}");
    }
}
