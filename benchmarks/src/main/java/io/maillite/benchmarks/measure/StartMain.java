package io.maillite.benchmarks.measure;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The JVM that routes one message and ends: with what it needs on its class path, and nothing else. */
public final class StartMain {
    /** What it says when the message is through. */
    public static final String FIRST = "@first";

    private StartMain() {}

    /** @param arguments the URI of the endpoint, and a message for it to send; none if it receives */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        CamelContext context = new DefaultCamelContext();
        CountDownLatch through = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (arguments.length == 1) {
                    from(arguments[0]).process(exchange -> {
                        exchange.getMessage().getBody(String.class);
                        through.countDown();
                    });
                } else {
                    from("timer:once?repeatCount=1&delay=0")
                            .setBody(exchange -> arguments[1])
                            .to(arguments[0])
                            .process(exchange -> through.countDown());
                }
            }
        });
        context.start();
        through.await();
        out.println(FIRST);
        out.flush();
        context.stop();
        System.exit(0);
    }
}
