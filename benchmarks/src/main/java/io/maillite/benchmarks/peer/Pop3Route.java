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
public final class Pop3Route implements Peer.Work {
    private final CamelContext context;
    private final PollsOver polls;
    private final CountingSink sink = new CountingSink();

    private final Runnable onFirst;
    private boolean begun;

    private Pop3Route(String uri, Task task, Runnable onFirst) throws Exception {
        this.onFirst = onFirst;
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
        context.getRegistry().bind("raw", new RawComponent(task));
        context.start();
    }

    static Peer.Work pop3lite(Task task) throws Exception {
        return observed("pop3lite", task, () -> {});
    }

    static Peer.Work camelMail(Task task) throws Exception {
        return observed("pop3", task, () -> {});
    }

    /** What Camel asks for by itself. */
    static Peer.Work raw(Task task) throws Exception {
        String uri = String.format(
                "raw:%s:%d?username=%s&password=%s&tls=NONE", task.host(), task.port(), task.account(), Task.PASSWORD);
        return new Pop3Route(uri, task, () -> {});
    }

    /**
     * A route of one of the components.
     *
     * @param component {@code pop3lite} or {@code pop3}
     * @param onFirst called within the first exchange
     */
    public static Peer.Work observed(String component, Task task, Runnable onFirst) throws Exception {
        boolean ours = component.equals("pop3lite");
        String security = ours
                ? (task.tls() ? "&tls=IMPLICIT&" + Routes.TRUST : "&tls=NONE")
                : "&delete=true" + (task.tls() ? "&" + Routes.TRUST : "");
        String uri = String.format(
                "%s:%s:%d?username=%s&password=%s%s",
                ours || !task.tls() ? component : component + "s",
                task.host(),
                task.port(),
                task.account(),
                Task.PASSWORD,
                security);
        return new Pop3Route(uri, task, onFirst);
    }

    private synchronized void readWhole(Exchange exchange) throws IOException {
        if (!begun) {
            begun = true;
            onFirst.run();
        }
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
