package io.maillite.camel.pop3;

import io.maillite.camel.support.watch.Sheet;
import io.maillite.camel.support.watch.SheetConsole;
import org.apache.camel.spi.annotations.DevConsole;

/** Camel's console {@code pop3lite}: each mailbox, who reads it, and what its sessions have seen. */
@DevConsole(
        name = "pop3lite",
        displayName = "POP3 Lite",
        description = "Mailboxes that are read with pop3lite, and what their sessions have seen")
public final class Pop3LiteConsole extends SheetConsole<Pop3LiteEndpoint> {
    public Pop3LiteConsole() {
        super(
                "pop3lite",
                "POP3 Lite",
                "Mailboxes that are read with pop3lite, and what their sessions have seen",
                Pop3LiteEndpoint.class,
                "mailboxes");
    }

    @Override
    protected Sheet sheet(Pop3LiteEndpoint endpoint) {
        return endpoint.state().sheet();
    }
}
