package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.CountingSink;
import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * A route that drains a mailbox and reads each body once. Its time begins when the route is started in a running
 * context, and ends when the poll that took the last message is over: after the server's answer to {@code QUIT}.
 */
final class Pop3Route implements Peer.Work {
    private final CamelContext context;
    private final PollsOver polls;
    private final CountingSink sink = new CountingSink();

    private Pop3Route(String uri, Task task) throws Exception {
        polls = new PollsOver(task.load().messages());
        context = Routes.context(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&initialDelay=0&pollStrategy=#polls")
                        .routeId("drain")
                        .autoStartup(false)
                        .process(Pop3Route.this::readWhole);
            }
        });
        context.getRegistry().bind("polls", polls);
        context.start();
    }

    static Peer.Work pop3lite(Task task) throws Exception {
        return new Pop3Route(
                String.format(
                        "pop3lite:%s:%d?username=%s&password=%s&%s",
                        task.host(),
                        task.port(),
                        task.account(),
                        Task.PASSWORD,
                        task.tls() ? "tls=IMPLICIT&" + Routes.TRUST : "tls=NONE"),
                task);
    }

    static Peer.Work camelMail(Task task) throws Exception {
        return new Pop3Route(
                String.format(
                        "%s:%s:%d?username=%s&password=%s&delete=true%s",
                        task.tls() ? "pop3s" : "pop3",
                        task.host(),
                        task.port(),
                        task.account(),
                        Task.PASSWORD,
                        task.tls() ? "&" + Routes.TRUST : ""),
                task);
    }

    private synchronized void readWhole(Exchange exchange) throws IOException {
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body == null) {
            throw new IOException("There is no body");
        }
        try (body) {
            sink.drain(body);
        }
    }

    @Override
    public long run() throws Exception {
        context.getRouteController().startRoute("drain");
        polls.await();
        synchronized (this) {
            return sink.octets();
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
