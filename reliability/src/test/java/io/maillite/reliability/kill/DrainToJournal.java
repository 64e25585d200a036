package io.maillite.reliability.kill;

import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The route, until its standard input ends or it is killed. */
final class DrainToJournal {
    private DrainToJournal() {}

    /** Takes the port, which repository, the folder of all files, the number of this process, and of consumers. */
    public static void main(String[] arguments) throws Exception {
        String port = arguments[0];
        Path folder = Path.of(arguments[2]);
        int process = Integer.parseInt(arguments[3]);
        Journal journal = new Journal(folder.resolve("journal.txt"));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry()
                    .bind("repository", Repository.valueOf(arguments[1]).open(folder));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pop3lite:localhost:" + port + "?username=user&password=secret&tls=NONE&authMechanism=PLAIN"
                                    + "&idempotentRepository=#repository&initialDelay=0&delay=5&maxMessagesPerPoll=20"
                                    + "&concurrentConsumers=" + arguments[4])
                            .process(exchange -> journal.add(entry(exchange)));
                }

                private Journal.Entry entry(Exchange exchange) {
                    return new Journal.Entry(
                            process,
                            Thread.currentThread().getId(),
                            exchange.getMessage().getHeader("CamelPop3LiteUid", String.class),
                            Journal.digest(exchange.getMessage().getBody(byte[].class)));
                }
            });
            context.start();
            System.in.read();
        }
    }
}
