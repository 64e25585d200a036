package io.maillite.examples.springboot;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.examples.invoices.Answer;
import io.maillite.examples.invoices.Attachments;
import io.maillite.examples.invoices.Fingerprint;
import io.maillite.smtp.DeliveryInDoubtException;
import io.maillite.smtp.SmtpPermanentException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * First the message is safe in its folder, then the answer goes out, and only then is the message deleted from the
 * mailbox. When something fails it stays there and comes again: what is in the folder by then is written anew, the
 * same.
 */
@Component
class InboxRoute extends RouteBuilder {
    private static final String SUBJECT = "${header.CamelPop3LiteHeaders[Subject]}";

    private final Attachments attachments;
    private final Answer answer;

    InboxRoute(Attachments attachments, Answer answer) {
        this.attachments = attachments;
        this.answer = answer;
    }

    @Override
    public void configure() {
        // The invoice is safe: an answer that nobody takes, or that may have arrived, is no reason to begin again.
        onException(SmtpPermanentException.class, DeliveryInDoubtException.class)
                .handled(true)
                .log(
                        LoggingLevel.WARN,
                        "No answer, or not surely one, to ${header.CamelSmtpLiteTo}: ${exception.message}");

        from("pop3lite:{{inbox.pop3}}?delay={{inbox.delay}}")
                .choice()
                .when(simple(SUBJECT + " contains 'Invoice'"))
                .setProperty("folder", constant("invoices"))
                .when(simple(SUBJECT + " contains 'Reminder'"))
                .setProperty("folder", constant("reminders"))
                .otherwise()
                .setProperty("folder", constant("other"))
                .end()
                .process(new Fingerprint())
                .toD("file:{{inbox.folder}}/${exchangeProperty.folder}/${exchangeProperty.name}?fileName=message.eml")
                .process(attachments)
                .filter(exchangeProperty("folder").isEqualTo("invoices"))
                .process(answer)
                .filter(header(SmtpLiteHeaders.TO).isNotNull())
                .to("smtplite:{{inbox.smtp}}");
    }
}
