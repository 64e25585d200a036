package io.maillite.reliability.cut;

import static org.awaitility.Awaitility.await;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.proxy.Cut;
import io.maillite.testkit.proxy.CutProxy;
import io.maillite.wire.MailException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * A route takes three messages out of a mailbox, of which one fails the first time: in one session if nothing happens,
 * else in as many as it takes. The repository outlives them all.
 */
final class Pop3Conversation implements Conversation {
    private static final int MESSAGES = 3;
    private static final int MOST_POLLS = 200;

    /** How the consumer goes about it. */
    enum Mode {
        ONE_BY_ONE("pipelining=OFF", false),
        PIPELINED("", false),
        /** The consumer has just been started: it knows nothing of the server but what is in the repository. */
        PIPELINED_JUST_STARTED("", true),
        CONCURRENT_CONSUMERS_4("concurrentConsumers=4&spoolThreshold=20", false);

        private final String options;
        private final boolean restarts;

        Mode(String options, boolean restarts) {
            this.options = options;
            this.restarts = restarts;
        }
    }

    private record Processed(String uid, String text) {}

    private final Mode mode;
    private final MaildropServer server;
    private final CutProxy line;
    private final CamelContext context = new DefaultCamelContext();
    private final List<Processed> processed = new CopyOnWriteArrayList<>();
    private final Map<String, Boolean> failed = new ConcurrentHashMap<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    /** @param patience bounds each wait; null for as long as usual */
    Pop3Conversation(Mode mode, Security security, @Nullable Duration patience) throws Exception {
        this.mode = mode;
        server = MaildropServer.builder()
                .account("user", "secret-of-user")
                .mechanisms("PLAIN")
                .transport(security.transport())
                .start();
        line = CutProxy.to(server.port());
        context.getShutdownStrategy().setTimeout(60);
        context.getRegistry().bind("trust", new TestTrust());
        context.getRegistry().bind("repository", MemoryIdempotentRepository.memoryIdempotentRepository(100_000));
        context.getRegistry().bind("polls", new Polls());
        String timeouts = patience == null
                ? ""
                : "readTimeout=%1$d&writeTimeout=%1$d&quitTimeout=%1$d".formatted(patience.toMillis());
        String uri = "pop3lite:localhost:" + line.port() + "?username=user&password=secret-of-user&tls="
                + security.mode()
                + "&sslContextParameters=#trust&idempotentRepository=#repository&startScheduler=false"
                + "&pollStrategy=#polls"
                + and(mode.options) + and(timeouts);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("mail").process(Pop3Conversation.this::process);
            }
        });
        context.start();
        hold("learn"); // that the server is one that can be spoken to as the mode says
    }

    private static String and(String options) {
        return options.isEmpty() ? "" : "&" + options;
    }

    private void process(Exchange exchange) {
        String uid = exchange.getMessage().getHeader("CamelPop3LiteUid", String.class);
        String text = new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.ISO_8859_1);
        if (uid.endsWith("1") && failed.put(uid, true) == null) {
            throw new IllegalStateException("not this time");
        }
        processed.add(new Processed(uid, text));
    }

    @Override
    public CutProxy line() {
        return line;
    }

    @Override
    public Finding hold(String name) throws Exception {
        if (mode.restarts) {
            context.getRouteController().stopRoute("mail");
            context.getRouteController().startRoute("mail");
        }
        line.forget();
        processed.clear();
        failures.clear();
        Map<String, String> mails = new TreeMap<>();
        for (int i = 0; i < MESSAGES; i++) {
            String uid = name + "/" + i;
            String mail = "Subject: " + uid + "\r\n\r\n.\r\n..\r\n.dot\r\n";
            server.maildrop().add(uid, mail.getBytes(StandardCharsets.US_ASCII));
            mails.put(uid, mail);
        }
        ScheduledPollConsumer consumer = consumer();
        for (int polls = 0; polls < MOST_POLLS && server.maildrop().size() > 0; polls++) {
            consumer.run();
        }
        line.cutNow(Cut.How.CLOSE); // what is stalled would stay so
        await().pollInterval(Duration.ofMillis(1)).until(() -> server.openConnections() == 0);
        return finding(mails);
    }

    private Finding finding(Map<String, String> mails) {
        Finding finding = new Finding();
        finding.expect(
                server.maildrop().size() == 0,
                "the mailbox holds " + server.maildrop().uniqueIds());
        mails.forEach((uid, mail) -> {
            List<Processed> its =
                    processed.stream().filter(one -> one.uid().equals(uid)).toList();
            finding.once(uid, its.size());
            its.forEach(one -> finding.same(uid, mail, one.text()));
        });
        finding.expect(processed.stream().allMatch(one -> mails.containsKey(one.uid())), "others came: " + processed);
        failures.forEach(failure ->
                finding.expect(failure instanceof MailException, "a poll failed with no MailException: " + failure));
        return finding;
    }

    private ScheduledPollConsumer consumer() {
        Consumer consumer = context.getRoute("mail").getConsumer();
        return (ScheduledPollConsumer) consumer;
    }

    private final class Polls implements PollingConsumerPollStrategy {
        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {}

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
            failures.add(cause);
            return false;
        }
    }

    @Override
    public void close() {
        context.stop();
        line.close();
        server.close();
    }
}
