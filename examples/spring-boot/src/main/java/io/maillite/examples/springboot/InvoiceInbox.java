package io.maillite.examples.springboot;

import io.maillite.examples.invoices.Answer;
import io.maillite.examples.invoices.Attachments;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The application: its parts are {@link InboxRoute}, {@link Attachments} and {@link Answer}. */
@SpringBootApplication
public class InvoiceInbox {
    @Bean
    Attachments attachments(@Value("${inbox.folder}") Path inbox) {
        return new Attachments(inbox);
    }

    @Bean
    Answer answer(@Value("${camel.component.pop3lite.username}") String sender) {
        return new Answer(sender);
    }
}
