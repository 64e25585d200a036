package io.maillite.examples.quickstart;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.smtp.SmtpTransientException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Folder → {@code smtplite}: each file as it is, under an envelope that has nothing to do with the fields in it. */
final class SendRoute extends RouteBuilder {
    private final Path outbox;
    private final Account account;
    private final Journeys journeys;
    private final Progress progress;

    SendRoute(Path outbox, Account account, Journeys journeys, Progress progress) {
        this.outbox = outbox;
        this.account = account;
        this.journeys = journeys;
        this.progress = progress;
    }

    @Override
    public void configure() {
        // What was refused for now may be sent again: it cannot double the message.
        onException(SmtpTransientException.class)
                .maximumRedeliveries(2)
                .redeliveryDelay(2_000)
                .logExhausted(false)
                .handled(true)
                .process(this::notSent);
        // Said, because an exchange keeps the redeliveries that its first failure was given, even if the next is in
        // doubt.
        onException(Exception.class)
                .maximumRedeliveries(0)
                .logExhausted(false)
                .handled(true)
                .process(this::notSent);

        from("file:" + outbox + "?noop=true&idempotentRepository=#taken&sortBy=file:name&initialDelay=0")
                .routeId("send")
                .process(exchange -> progress.begin("sending " + name(exchange)))
                .setHeader(SmtpLiteHeaders.FROM, constant(account.from()))
                .setHeader(SmtpLiteHeaders.TO, constant(account.to()))
                .to("smtplite:{{smtp.host}}:{{smtp.port}}?tls={{smtp.tls}}&eightBit={{smtp.eightBit}}")
                .process(this::sent);
    }

    private void sent(Exchange exchange) {
        OutgoingMessage message = journeys.get(name(exchange)).message();
        progress.done(
                journeys.count(other -> other.stage() == Journey.Stage.SENT) + 1,
                journeys.all().size(),
                message.name(),
                message.octets());
        journeys.sent(message.name());
    }

    private void notSent(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        journeys.notSent(name(exchange), reason);
        progress.say("  not sent: " + name(exchange) + ": " + reason);
    }

    private static String name(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
    }
}
