package io.maillite.examples.quickstart;

import io.maillite.camel.smtp.SmtpLiteHeaders;
import io.maillite.testkit.pop3.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A program with little memory: one large message out by a route, one in. Says what arrived. */
final class LargeMessageRoutes {
    private static final BlockingQueue<String> RECEIVED = new LinkedBlockingQueue<>();

    private LargeMessageRoutes() {}

    /** @param arguments the port of an SMTP server, that of a POP3 server, and how large the message is to be */
    public static void main(String[] arguments) throws Exception {
        String smtp = "smtplite:localhost:" + arguments[0] + "?tls=NONE";
        String pop3 = "pop3lite:localhost:" + arguments[1] + "?tls=NONE&username=user&password=secret&initialDelay=0";
        long size = Long.parseLong(arguments[2]);
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    // Camel's stream caching would hold the whole stream in memory, unless it is told to spool;
                    // smtplite keeps by itself what it can read only once.
                    from("direct:out").streamCache("false").to(smtp);
                    from(pop3).routeId("in").autoStartup(false).process(LargeMessageRoutes::received);
                }
            });
            camel.start();

            Map<String, Object> envelope =
                    Map.of(SmtpLiteHeaders.FROM, "ada@example.org", SmtpLiteHeaders.TO, "bob@example.org");
            camel.createProducerTemplate().sendBodyAndHeaders("direct:out", stream(size), envelope);

            camel.getRouteController().startRoute("in");
            System.out.println("received " + RECEIVED.poll(10, TimeUnit.MINUTES));
        }
    }

    /** That can be read once, and is held nowhere. */
    private static InputStream stream(long size) throws IOException {
        PipedInputStream in = new PipedInputStream(64 * 1024);
        PipedOutputStream out = new PipedOutputStream(in);
        Thread writer = new Thread(() -> {
            try (out) {
                MessageContent.generated("out", size).writeTo(out);
            } catch (IOException e) {
                e.printStackTrace(); // the message will not be whole, and the test fails
            }
        });
        writer.setDaemon(true);
        writer.start();
        return in;
    }

    private static void received(Exchange exchange) throws IOException {
        Digest digest = new Digest();
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            body.transferTo(digest);
        }
        RECEIVED.add(digest.octets() + " octets, SHA-256 " + digest.sha256());
    }
}
