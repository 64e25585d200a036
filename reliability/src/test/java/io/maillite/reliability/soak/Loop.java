package io.maillite.reliability.soak;

import static org.awaitility.Awaitility.await;

import io.maillite.smtp.DeliveryInDoubtException;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.Verdicts;
import io.maillite.wire.MailException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.Synchronization;

/**
 * Messages on their way through both components: {@code smtplite} sends them to a sink, which puts what it takes
 * responsibility for into the maildrop that {@code pop3lite} drains. Both servers fail now and then.
 */
final class Loop implements AutoCloseable {
    private static final int SENDERS = 4;
    private static final int ON_THE_WAY = 2_000;
    private static final int LARGE = 200_000;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MaildropServer maildrop = MaildropServer.start();
    private final SinkServer sink;
    private final ProducerTemplate template = context.createProducerTemplate();
    private final Semaphore onTheWay = new Semaphore(ON_THE_WAY);

    private final BitSet sent = new BitSet();
    private final BitSet inDoubt = new BitSet();
    private final BitSet stored = new BitSet();
    private final BitSet arrived = new BitSet();
    private final BitSet failedOnce = new BitSet();
    private int storedTwice;
    private int arrivedTwice;
    final AtomicInteger faults = new AtomicInteger();
    private final AtomicInteger verdicts = new AtomicInteger();
    private int next;

    Loop(Path spool) throws Exception {
        sink = SinkServer.builder()
                .account("user", "secret")
                .requiresLogin()
                .verdicts(new Verdicts() {
                    @Override
                    public String message(Received message) {
                        return take(message);
                    }
                })
                .start();
        context.getShutdownStrategy().setTimeout(60);
        context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
        context.getStreamCachingStrategy().setRemoveSpoolDirectoryWhenStopping(false);
        context.getRegistry().bind("quiet", new Quiet());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // said, because what an earlier failure of the exchange has set goes on else
                onException(DeliveryInDoubtException.class)
                        .maximumRedeliveries(0)
                        .logExhausted(false);
                onException(MailException.class)
                        .maximumRedeliveries(-1)
                        .redeliveryDelay(1)
                        .logRetryAttempted(false)
                        .logExhausted(false);
                from("direct:out")
                        .to("smtplite:localhost:" + sink.port() + "?tls=NONE&username=user&password=secret"
                                + "&authMechanism=PLAIN&from=jane@example.org&to=joe@example.net&maxConnections="
                                + SENDERS + "&idleTimeout=1s&spoolThreshold=65536");
            }
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("pop3lite:localhost:" + maildrop.port() + "?tls=NONE&username=user&password=secret"
                                + "&authMechanism=USER&initialDelay=1&delay=5&greedy=true&maxMessagesPerPoll=500"
                                + "&concurrentConsumers=2&spoolThreshold=65536&exceptionHandler=#quiet")
                        .routeId("in")
                        .process(Loop.this::arrive);
            }
        });
        context.start();
    }

    // ---- out

    /** Sends so many messages, and waits until each has arrived that was not lost by a fault that says so. */
    void send(int count) throws Exception {
        int first = next;
        next += count;
        AtomicInteger following = new AtomicInteger(first);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                all.add(senders.submit(() -> {
                    for (int id = following.getAndIncrement(); id < first + count; id = following.getAndIncrement()) {
                        onTheWay.acquireUninterruptibly();
                        beFaulty(id);
                        send(content(id), id);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            senders.shutdown();
            senders.awaitTermination(1, TimeUnit.MINUTES);
        }
        await().atMost(Duration.ofMinutes(10)).until(() -> maildrop.maildrop().size() == 0 && allArrived());
    }

    private synchronized boolean allArrived() {
        return arrived.cardinality() == stored.cardinality();
    }

    private void send(byte[] content, int id) {
        // a stream that can be read once: a large one goes through a file of ours
        Object body = content.length > LARGE ? new java.io.ByteArrayInputStream(content) : content;
        Exchange exchange = template.request("direct:out", in -> in.getIn().setBody(body));
        Exception failure = exchange.getException();
        synchronized (this) {
            if (failure == null) {
                sent.set(id);
            } else if (failure instanceof DeliveryInDoubtException) {
                inDoubt.set(id);
                if (!stored.get(id)) {
                    onTheWay.release(); // nobody else will
                }
            } else {
                throw new IllegalStateException("Message " + id + " failed for good", failure);
            }
        }
    }

    private static byte[] content(int id) {
        int size = id % 500 == 7 ? LARGE : 300 + id % 700;
        return ("Subject: " + id + "\r\n\r\n" + (".x".repeat(37) + "\r\n").repeat(size / 76 + 1))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int id(byte[] content) {
        String text = new String(content, 0, 40, StandardCharsets.US_ASCII);
        return Integer.parseInt(text.substring("Subject: ".length(), text.indexOf('\r')));
    }

    /** In the middle of it all; each kind comes every few thousand messages. */
    private void beFaulty(int id) {
        if (id % 97 != 3) {
            return;
        }
        faults.incrementAndGet();
        switch ((id / 97) % 16) {
            case 0 -> sink.faults().once(".", Fault.executeThenEnd(Ending.DROP));
            case 1 -> sink.faults().once(".", Fault.end(Ending.RESET));
            case 2 -> sink.faults().once("MAIL", Fault.end(Ending.DROP));
            case 3 -> sink.faults().once("RCPT", Fault.reply("450 4.2.1 later"));
            case 4 -> sink.faults().once("MAIL", Fault.replyAndClose("421 4.3.2 going down"));
            case 5 -> sink.faults().once("AUTH", Fault.reply("535 5.7.8 not today"));
            case 6 -> sink.faults().once("CONNECT", Fault.replyAndClose("421 4.7.0 too many"));
            case 7 -> sink.dropConnections(Ending.RESET);
            case 8 -> maildrop.faults().once("QUIT", Fault.executeThenEnd(Ending.DROP));
            case 9 -> maildrop.faults().once("QUIT", Fault.end(Ending.RESET));
            case 10 -> maildrop.faults().after(3, "RETR", Fault.end(Ending.RESET));
            case 11 -> maildrop.faults().once("RETR", Fault.reply("-ERR not now"));
            case 12 -> maildrop.faults().once("DELE", Fault.end(Ending.DROP));
            case 13 -> maildrop.faults().once("PASS", Fault.reply("-ERR [AUTH] not today"));
            case 14 -> maildrop.faults().once("PASS", Fault.reply("-ERR [IN-USE] busy"));
            default -> maildrop.faults().after(5, "RETR", Fault.cutAnswerAfter(200, Ending.DROP));
        }
    }

    private String take(Received message) {
        if (verdicts.incrementAndGet() % 331 == 0) {
            faults.incrementAndGet();
            return "451 4.3.0 cannot store it now";
        }
        byte[] octets = message.octets();
        synchronized (this) {
            storedTwice += stored.get(id(octets)) ? 1 : 0;
            stored.set(id(octets));
        }
        maildrop.maildrop().add(octets);
        sink.forget();
        return null;
    }

    // ---- in

    private void arrive(Exchange exchange) {
        byte[] octets = exchange.getIn().getBody(byte[].class);
        int id = id(octets);
        synchronized (this) {
            if (id % 211 == 5 && !failedOnce.get(id)) {
                failedOnce.set(id);
                faults.incrementAndGet();
                throw new IllegalStateException("The route fails now and then");
            }
        }
        exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
            @Override
            public void onComplete(Exchange completed) {
                arrived(id);
            }

            @Override
            public void onFailure(Exchange failed) {}
        });
    }

    private synchronized void arrived(int id) {
        arrivedTwice += arrived.get(id) ? 1 : 0;
        arrived.set(id);
        onTheWay.release();
    }

    // ---- what came of it

    /** Sent or stored, and not arrived. */
    synchronized int lost() {
        BitSet missing = (BitSet) sent.clone();
        missing.or(stored);
        missing.andNot(arrived);
        return missing.cardinality();
    }

    synchronized int doubled() {
        return storedTwice + arrivedTwice;
    }

    synchronized int inDoubt() {
        return inDoubt.cardinality();
    }

    /** Neither delivered nor in doubt. */
    synchronized int unaccounted() {
        BitSet known = (BitSet) sent.clone();
        known.or(inDoubt);
        return next - known.cardinality();
    }

    synchronized int arrived() {
        return arrived.cardinality();
    }

    /** Until {@link #goOn}, nothing is on its way: the route pauses, but keeps all that it knows. */
    void rest() throws Exception {
        maildrop.faults().clear();
        sink.faults().clear();
        // a poll that finds nothing forgets what the server no longer lists
        int commits = maildrop.commits();
        await().atMost(Duration.ofMinutes(2)).until(() -> maildrop.commits() > commits + 2);
        context.getRouteController().suspendRoute("in");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> maildrop.openConnections() == 0 && sink.openConnections() == 0);
    }

    void goOn() throws Exception {
        context.getRouteController().resumeRoute("in");
    }

    @Override
    public void close() throws Exception {
        context.close();
        maildrop.close();
        sink.close();
    }

    /** Polls fail all the time here. */
    private static final class Quiet implements ExceptionHandler {
        @Override
        public void handleException(Throwable exception) {}

        @Override
        public void handleException(String message, Throwable exception) {}

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {}
    }
}
