package io.maillite.benchmarks;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.proxy.DelayProxy;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route drains a mailbox that is 80 ms away and deletes what it has processed: 200 messages of 4 KiB. What is
 * measured is the time from the start of the route until the server has removed the last message.
 */
final class FarMailbox {
    private static final int MESSAGES = 200;
    private static final int SIZE = 4 * 1024;
    private static final Duration ONE_WAY = Duration.ofMillis(40);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private FarMailbox() {}

    /** One run of a peer. */
    static Duration run(Peer peer) throws Exception {
        try (MaildropServer server =
                        MaildropServer.builder().account("user", "secret").start();
                DelayProxy far = DelayProxy.to(server.port(), ONE_WAY);
                CamelContext context = new DefaultCamelContext()) {
            server.maildrop().addMany(MESSAGES, i -> MessageContent.generated("mail " + i, SIZE));
            CountDownLatch processed = new CountDownLatch(MESSAGES);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(peer.uri(far.host(), far.port()))
                            .process(FarMailbox::readWhole)
                            .process(exchange -> processed.countDown());
                }
            });
            long start = System.nanoTime();
            context.start();
            if (!processed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(peer + " has not drained the mailbox within " + PATIENCE);
            }
            while (server.maildrop().size() > 0) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IllegalStateException(peer + " has not deleted all messages within " + PATIENCE);
                }
                Thread.onSpinWait();
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static void readWhole(Exchange exchange) throws Exception {
        Object body = exchange.getIn().getBody();
        if (body instanceof InputStream) {
            try (InputStream in = exchange.getIn().getMandatoryBody(InputStream.class)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        } else {
            exchange.getIn().getMandatoryBody(String.class);
        }
    }
}
