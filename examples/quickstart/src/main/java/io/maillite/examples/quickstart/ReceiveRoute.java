package io.maillite.examples.quickstart;

import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * {@code pop3lite} → folder. An exchange that completes lets its message be deleted, so only what is known to be ours,
 * octet for octet, completes; everything else is rolled back and stays on the server.
 */
final class ReceiveRoute extends RouteBuilder {
    static final String ID = "receive";

    private final Path received;
    private final Recognition recognition;
    private final Comparison comparison;

    ReceiveRoute(Path received, Recognition recognition, Comparison comparison) {
        this.received = received;
        this.recognition = recognition;
        this.comparison = comparison;
    }

    @Override
    public void configure() {
        // maxAttempts=1: what was rolled back is not fetched again and again
        from("pop3lite:{{pop3.host}}:{{pop3.port}}?tls={{pop3.tls}}&delete={{pop3.delete}}&maxAttempts=1"
                        + "&idempotentRepository=#processed&exceptionHandler=#failures&initialDelay=0&delay=1000")
                .routeId(ID)
                .autoStartup(false)
                .process(recognition)
                .choice()
                .when(exchangeProperty(Recognition.RECOGNISED).isNull())
                .process(ReceiveRoute::leaveOnServer)
                .otherwise()
                .to("file:" + received)
                .process(comparison)
                .end();
    }

    static void leaveOnServer(Exchange exchange) {
        exchange.setRollbackOnly(true);
    }
}
