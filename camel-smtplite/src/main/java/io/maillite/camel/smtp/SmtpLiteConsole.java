package io.maillite.camel.smtp;

import io.maillite.camel.support.watch.Sheet;
import io.maillite.camel.support.watch.SheetConsole;
import org.apache.camel.spi.annotations.DevConsole;

/** Camel's console {@code smtplite}: each server that is sent to, its connections, and what became of the messages. */
@DevConsole(
        name = "smtplite",
        displayName = "SMTP Lite",
        description = "Servers that smtplite sends to, with their connections and what became of the messages")
public final class SmtpLiteConsole extends SheetConsole<SmtpLiteEndpoint> {
    public SmtpLiteConsole() {
        super(
                "smtplite",
                "SMTP Lite",
                "Servers that smtplite sends to, with their connections and what became of the messages",
                SmtpLiteEndpoint.class,
                "senders");
    }

    @Override
    protected Sheet sheet(SmtpLiteEndpoint endpoint) {
        return endpoint.state().sheet();
    }
}
