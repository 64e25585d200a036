package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.MailText;
import io.maillite.benchmarks.load.Task;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultMessage;

/** A route that sends: one exchange a message, or one exchange with all of them. */
final class SmtpRoute implements Peer.Work {
    /** All over one connection, as most of the others do it: by itself it takes a new one after each 100 messages. */
    private static final String SMTPLITE =
            "smtplite:%s:%d?maxMessagesPerConnection=1000000&from=" + Task.SENDER + "&to=" + Task.RECIPIENT + "&%s";

    private static final String START = "direct:send";

    private final CamelContext context;
    private final ProducerTemplate template;
    private final Task task;
    private final Sending sending;

    private interface Sending {
        void send(ProducerTemplate template, CamelContext context) throws Exception;
    }

    private SmtpRoute(String uri, Task task, Sending sending) throws Exception {
        this.task = task;
        this.sending = sending;
        context = Routes.context(new RouteBuilder() {
            @Override
            public void configure() {
                from(START).to(uri);
            }
        });
        context.getRegistry().bind("raw", new RawComponent(task));
        context.getRegistry().bind("looking", new LookingComponent(task, false));
        context.getRegistry().bind("looking-batch", new LookingComponent(task, true));
        context.start();
        template = context.createProducerTemplate();
        template.setDefaultEndpointUri(START);
    }

    static Peer.Work smtplite(Task task) throws Exception {
        return oneByOne(smtpliteUri(task), task);
    }

    /** What Camel asks for by itself. */
    static Peer.Work raw(Task task) throws Exception {
        return oneByOne("raw:server", task);
    }

    private static Peer.Work oneByOne(String uri, Task task) throws Exception {
        Object message = Content.of(task.load());
        return new SmtpRoute(uri, task, (template, context) -> {
            for (int i = 0; i < task.load().messages(); i++) {
                template.sendBody(message);
            }
        });
    }

    /** What Camel asks for by itself, and what no mail client can leave out. */
    static Peer.Work looking(Task task) throws Exception {
        return oneByOne("looking:server", task);
    }

    /** The same as a batch. */
    static Peer.Work lookingBatch(Task task) throws Exception {
        return batch("looking-batch:server", task);
    }

    static Peer.Work smtpliteBatch(Task task) throws Exception {
        return batch(smtpliteUri(task), task);
    }

    private static Peer.Work batch(String uri, Task task) throws Exception {
        Object message = Content.of(task.load());
        return new SmtpRoute(uri, task, (template, context) -> {
            List<Message> batch = IntStream.range(0, task.load().messages())
                    .<Message>mapToObj(i -> {
                        DefaultMessage one = new DefaultMessage(context);
                        one.setBody(message);
                        return one;
                    })
                    .toList();
            template.sendBody(batch);
        });
    }

    private static String smtpliteUri(Task task) {
        String security = task.tls() ? "tls=IMPLICIT&" + Routes.TRUST : "tls=NONE";
        return String.format(SMTPLITE, task.host(), task.port(), security);
    }

    static Peer.Work camelMail(Task task) throws Exception {
        String text = new MailText(task.load().size()).body();
        Map<String, Object> headers = Map.of("Subject", "What a mail is made of");
        String uri = String.format(
                "%s:%s:%d?from=%s&to=%s%s",
                task.tls() ? "smtps" : "smtp",
                task.host(),
                task.port(),
                Task.SENDER,
                Task.RECIPIENT,
                task.tls() ? "&" + Routes.TRUST : "");
        return new SmtpRoute(uri, task, (template, context) -> {
            for (int i = 0; i < task.load().messages(); i++) {
                template.sendBodyAndHeaders(text, headers);
            }
        });
    }

    @Override
    public long run() throws Exception {
        sending.send(template, context);
        return task.load().octets();
    }

    @Override
    public void close() {
        context.stop();
    }
}
