package io.maillite.camel.pop3;

import static io.maillite.testkit.net.PeerConnection.Ending.RESET;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.log.CapturedLog;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailProtocolException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultExecutorServiceManager;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a mail was lost, doubled or held up once, or nearly. */
class Pop3LiteHardCasesTest {
    private static MaildropServerBuilder server() {
        return MaildropServer.builder().account("user", "secret-of-user");
    }

    private static void fill(MaildropServer server, int count) {
        server.maildrop().addMany(count, i -> MessageContent.generated("mail " + i, 200));
    }

    /** Ways for an exchange to get into another thread, with a step there that runs out of memory. */
    enum Elsewhere {
        THREADS((from, failing) -> from.threads(1).process(failing).process(exchange -> {})),
        SEDA((from, failing) -> from.to("seda:elsewhere")),
        DELAY((from, failing) -> from.delay(1).asyncDelayed().end().process(failing)),
        SUB_ROUTE((from, failing) -> from.threads(1).to("direct:elsewhere").process(exchange -> {})),
        PARALLEL_SPLIT((from, failing) -> from.split(constant(List.of(1, 2)))
                .parallelProcessing()
                .process(failing)
                .end());

        final BiConsumer<RouteDefinition, Processor> way;

        Elsewhere(BiConsumer<RouteDefinition, Processor> way) {
            this.way = way;
        }
    }

    /** Camel leaves such an exchange in the thread's queue, where the next one completes it as if all were well. */
    @ParameterizedTest
    @EnumSource
    void anErrorInAnotherThreadFailsItsExchangeAndNoOther(Elsewhere elsewhere) throws Exception {
        Processor failing = exchange -> {
            if ("uid-2".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                throw new OutOfMemoryError("so it says");
            }
        };
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "concurrentConsumers=3")) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:elsewhere").process(failing);
                    from("direct:elsewhere").errorHandler(noErrorHandler()).process(failing);
                }
            });
            route.start(from -> elsewhere.way.accept(from, failing));
            fill(server, 6);

            assertThat(route.poll()).isEqualTo(5);

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2");
            assertThat(route.consumer().getExchangesFailed()).isEqualTo(1);
            RouteOnMaildrop.awaiting(() -> route.context.getInflightRepository().size() == 0);
        }
    }

    @Test
    void aStepOfAnotherRouteMayThrowAnErrorAsEver() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:other").process(exchange -> {
                        throw new OutOfMemoryError("not of a mail");
                    });
                }
            });
            route.context.getShutdownStrategy().setTimeout(1); // Camel takes that exchange for one that still runs
            route.start();

            assertThatThrownBy(() -> route.context
                            .createFluentProducerTemplate()
                            .to("direct:other")
                            .send())
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anErrorInAnExchangeThatGotItsMailByPollEnrichLeavesTheMail(boolean inAnotherThread) throws Exception {
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    RouteDefinition route = from("direct:start")
                            .errorHandler(noErrorHandler())
                            .pollEnrich("pop3lite:" + server.host() + ":" + server.port()
                                    + "?username=user&password=secret-of-user&tls=NONE");
                    (inAnotherThread ? route.threads(1) : route).process(exchange -> {
                        throw new OutOfMemoryError("so it says");
                    });
                }
            });
            context.start();
            fill(server, 1);

            Exchange exchange =
                    context.createFluentProducerTemplate().to("direct:start").send();

            assertThat(exchange.getException()).hasRootCauseInstanceOf(OutOfMemoryError.class);
            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** A stop that did not wait for an exchange: nobody knows yet how that ends. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExchangeThatStillRunsWhenItsRouteStartsAgainIsNotDoubled(boolean sharedRepository) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(
                                server, sharedRepository ? "idempotentRepository=#repository" : "")
                        .bind("repository", MemoryIdempotentRepository.memoryIdempotentRepository())
                        .processing(exchange -> goOn.await())
                        .start()) {
            fill(server, 1);
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();
            RouteOnMaildrop.awaiting(() -> route.seen.size() == 1);
            route.context.getRouteController().stopRoute("mail", 1, TimeUnit.SECONDS);
            assertThatThrownBy(poll::get).hasCauseInstanceOf(MailConnectionException.class);
            route.context.getRouteController().startRoute("mail");

            assertThat(route.poll()).isZero();
            assertThat(server.maildrop().size()).isEqualTo(1);
            goOn.countDown();
            RouteOnMaildrop.awaiting(() -> {
                route.poll();
                return server.maildrop().size() == 0;
            });

            assertThat(route.uids()).containsExactly("uid-1");
        }
    }

    @Test
    void aPollThatIsInterruptedDoesNotDoubleWhatStillRuns() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> goOn.await())
                        .start()) {
            fill(server, 2);
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            Thread poller = new Thread(poll);
            poller.start();
            RouteOnMaildrop.awaiting(() -> route.seen.size() == 1);
            poller.interrupt();
            assertThatThrownBy(poll::get).isInstanceOf(ExecutionException.class);

            FutureTask<Integer> next = new FutureTask<>(route::poll);
            new Thread(next).start();
            RouteOnMaildrop.awaiting(() -> route.seen.size() == 2);
            goOn.countDown();
            next.get();
            route.poll();

            assertThat(route.uids()).containsExactly("uid-1", "uid-2");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void whatTheServerKeepsAfterItsOkIsRememberedWhenTheRouteStartsAgain() throws Exception {
        try (MaildropServer server = server().keepsDeleted().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 2);
            assertThat(route.poll()).isEqualTo(2);
            route.context.getRouteController().stopRoute("mail");
            route.context.getRouteController().startRoute("mail");

            assertThat(route.poll()).isZero();

            assertThat(route.seen).hasSize(2);
            assertThat(server.count("DELE")).isEqualTo(2);
        }
    }

    /** Camel's memory repository forgets all when it is stopped. */
    @Test
    void aRepositoryThatMailboxesShareOutlivesOneOfThem() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false&idempotentRepository=#repository")
                        .bind("repository", MemoryIdempotentRepository.memoryIdempotentRepository())
                        .start()) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pop3lite:" + server.host() + ":" + server.port() + "?username=other&password=x&tls=NONE"
                                    + "&startScheduler=false&idempotentRepository=#repository")
                            .routeId("other")
                            .log("another mailbox");
                }
            });
            fill(server, 2);
            assertThat(route.poll()).isEqualTo(2);

            route.context.getRouteController().stopRoute("other");
            route.context.removeRoute("other");
            route.context.getRouteController().stopRoute("mail"); // to ask the repository again
            route.context.getRouteController().startRoute("mail");

            assertThat(route.poll()).isZero();
        }
    }

    @Test
    void aRepositoryThatFailsAfterTheCommitIsAskedAgainToForget() throws Exception {
        AtomicInteger refusals = new AtomicInteger(1);
        List<String> keys = new ArrayList<>();
        IdempotentRepository repository = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                keys.add(key);
                return super.add(key);
            }

            @Override
            public boolean remove(String key) {
                if (refusals.getAndDecrement() > 0) {
                    throw new IllegalStateException("the database is away");
                }
                keys.remove(key);
                return super.remove(key);
            }
        };
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#repository")
                        .bind("repository", repository)
                        .start()) {
            fill(server, 3);

            assertThat(route.poll()).isEqualTo(3);
            assertThat(log.text()).contains("could not remove").contains("the database is away");
            assertThat(route.consumer().getLastSessionEnd()).isEqualTo("COMMITTED");
            assertThat(route.poll()).isZero();

            assertThat(keys).isEmpty();
            assertThat(route.seen).hasSize(3);
        }
    }

    /** A user of a database who may not delete, say. */
    @Test
    void aRepositoryThatRemovesNothingKeepsNobodyFromReading() throws Exception {
        IdempotentRepository repository = new MemoryIdempotentRepository() {
            @Override
            public boolean remove(String key) {
                throw new IllegalStateException("not allowed");
            }
        };
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#repository")
                        .bind("repository", repository)
                        .start()) {
            fill(server, 3);
            assertThat(route.poll()).isEqualTo(3);
            server.maildrop().add("later", "1\r\n".getBytes(US_ASCII));
            assertThat(route.poll()).isEqualTo(1);
            assertThat(route.poll()).isZero();

            assertThat(route.uids()).containsExactly("uid-1", "uid-2", "uid-3", "later");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** Its exchange never ends: a message that stays, and no mailbox that is never polled again. */
    @Test
    void anExchangeThatIsDroppedOnItsWayHasFailed() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .start(from -> from.to("seda:nobody?size=1&discardWhenFull=true"))) {
            CountDownLatch goOn = new CountDownLatch(1);
            fill(server, 3);
            route.consumer().setKeepAlive(Duration.ofMillis(50));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();
            RouteOnMaildrop.awaiting(() -> {
                System.gc();
                return log.lines("dropped on its way").size() == 2;
            });
            assertThat(poll.isDone()).isFalse(); // the first one is in the queue
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:nobody?size=1").process(exchange -> goOn.await());
                }
            });
            goOn.countDown();

            assertThat(poll.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(server.maildrop().size()).isEqualTo(2);
            assertThat(route.consumer().getLastSessionEnd()).isEqualTo("COMMITTED");
        }
    }

    /** The queue has let a copy have the completion of the exchange before it finds that there is no room. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void exchangesThatAFullQueueRefusesHoldUpNobody(int consumers) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> archived = new CopyOnWriteArrayList<>();
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxAttempts=2&concurrentConsumers=" + consumers)
                        .start(from -> from.to("seda:archive?size=3"))) {
            fill(server, 20);
            route.consumer().setKeepAlive(Duration.ofMillis(20));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();
            RouteOnMaildrop.awaiting(() -> route.errors.size() == 17);
            assertThat(poll.isDone()).isFalse(); // the first three are in the queue
            long noops = server.count("NOOP");
            RouteOnMaildrop.awaiting(() -> {
                System.gc(); // what became of the others is not found a second time
                return server.count("NOOP") > noops + 2;
            });
            assertThat(route.consumer().getExchangesFailed()).isEqualTo(17);
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:archive?size=3").process(exchange -> {
                        goOn.await();
                        archived.add(exchange.getMessage().getBody(String.class));
                    });
                }
            });
            goOn.countDown();

            assertThat(poll.get(60, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(archived).hasSize(3).doesNotHaveDuplicates();
            assertThat(server.maildrop().size()).isEqualTo(17);
            assertThat(route.consumer().getExchangesFailed()).isEqualTo(17);
            assertThat(log.lines("dropped on its way")).isEmpty();
            RouteOnMaildrop.awaiting(() -> {
                System.gc();
                route.poll();
                return archived.size() > 3;
            });
        }
    }

    /** Its copy has the message, whole, and the message is not delivered beside that. */
    @Test
    void theCopyOfAnExchangeThatHasFailedGoesOnAndNoPollWaitsForIt() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "spoolThreshold=1")
                        .start(from -> from.to("seda:archive").process(exchange -> {
                            begun.incrementAndGet();
                            throw new IllegalStateException("no");
                        }))) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:archive").process(exchange -> {
                        goOn.await();
                        lengths.add(exchange.getMessage().getBody(byte[].class).length);
                    });
                }
            });
            server.maildrop().add("a", "x".repeat(50_000).concat("\r\n").getBytes(US_ASCII));

            assertThat(route.poll()).isZero();
            assertThat(route.poll()).isZero();
            assertThat(begun).hasValue(1);
            goOn.countDown();

            RouteOnMaildrop.awaiting(() -> {
                route.poll();
                return begun.get() > 1;
            });
            assertThat(lengths).isNotEmpty().allMatch(length -> length == 50_002);
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** What was to come back in another thread, and never does, has a worker of the mailbox's. */
    @Test
    void anExchangeThatIsLostOnAnAsynchronousWayGivesItsPlaceBack() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .start(from -> from.process(new AsyncProcessor() {
                            @Override
                            public boolean process(Exchange exchange, AsyncCallback callback) {
                                boolean isLost =
                                        !"uid-3".equals(exchange.getMessage().getHeader(Pop3LiteHeaders.UID));
                                if (!isLost) {
                                    callback.done(true);
                                }
                                return !isLost;
                            }

                            @Override
                            public CompletableFuture<Exchange> processAsync(Exchange exchange) {
                                throw new UnsupportedOperationException();
                            }

                            @Override
                            public void process(Exchange exchange) {
                                throw new UnsupportedOperationException();
                            }
                        }))) {
            fill(server, 3);
            route.consumer().setKeepAlive(Duration.ofMillis(50));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();
            RouteOnMaildrop.awaiting(() -> {
                System.gc();
                return poll.isDone();
            });

            assertThat(poll.get()).isEqualTo(1);
            assertThat(server.maildrop().size()).isEqualTo(2);
        }
    }

    /** Nor is one message that the server refuses in the way of the others. */
    @Test
    void aRefusedMessageHoldsUpNobodyWithoutUniqueIds() throws Exception {
        try (MaildropServer server = server().withoutUidl().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxMessagesPerPoll=1").start()) {
            fill(server, 3);
            server.faults().when("RETR 1", Fault.reply("-ERR broken"));
            for (int i = 0; i < 3; i++) {
                route.poll();
            }
            assertThat(route.seen).hasSize(2);
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** It fails, or is rolled back, after Camel has let another one have its completion, and in another thread. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExchangeThatFailsInAnotherThreadBehindAQueueHasFailed(boolean rolledBack) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start(from -> from.to("seda:archive")
                        .threads(1)
                        .delay(100)
                        .process(exchange -> {
                            exchange.setRollbackOnly(rolledBack);
                            if (!rolledBack) {
                                throw new IllegalStateException("no");
                            }
                        }))) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:archive").log("${body}");
                }
            });
            fill(server, 1);
            route.poll();

            assertThat(server.maildrop().size()).isEqualTo(1);
            assertThat(server.count("DELE")).isZero();
        }
    }

    @Test
    void anExchangeOfPollEnrichThatIsDroppedOnItsWayHasFailed() throws Exception {
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            String uri = "pop3lite:" + server.host() + ":" + server.port()
                    + "?username=user&password=secret-of-user&tls=NONE";
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start")
                            .pollEnrich(uri)
                            .to("seda:nobody?size=1&discardWhenFull=true&waitForTaskToComplete=Never");
                }
            });
            context.start();
            context.getEndpoint(uri, Pop3LiteEndpoint.class).setKeepAlive(Duration.ofMillis(50));
            fill(server, 1);
            context.createProducerTemplate().sendBody("seda:nobody?size=1", "full");
            context.createFluentProducerTemplate().to("direct:start").send();

            RouteOnMaildrop.awaiting(() -> {
                System.gc();
                return server.openConnections() == 0;
            });
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    @Test
    void aSessionThatIsHeldIsLookedAfterThoughThereWasNoThreadForIt() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext();
                ConsumerTemplate asker = context.createConsumerTemplate()) {
            String uri = "pop3lite:" + server.host() + ":" + server.port()
                    + "?username=user&password=secret-of-user&tls=NONE";
            context.setExecutorServiceManager(new DefaultExecutorServiceManager(context) {
                @Override
                public Thread newThread(String name, Runnable runnable) {
                    if (name.contains("keep-alive") && threads.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("no thread, says the test");
                    }
                    return super.newThread(name, runnable);
                }
            });
            context.start();
            context.getEndpoint(uri, Pop3LiteEndpoint.class).setKeepAlive(Duration.ofMillis(50));
            fill(server, 1);
            Exchange taken = asker.receive(uri, 60_000);

            RouteOnMaildrop.awaiting(() -> server.count("NOOP") > 1);
            asker.doneUoW(taken);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** The mailbox is busy for it: that is no end of the session of somebody else. */
    @Test
    void aPollThatIsSkippedLeavesTheRecordOfASessionThatIsHeld() throws Exception {
        try (MaildropServer server = server().exclusive().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start();
                ConsumerTemplate asker = route.context.createConsumerTemplate()) {
            fill(server, 1);
            String uri = route.consumer().getEndpoint().getEndpointUri();
            Exchange taken = asker.receive(uri, 60_000);
            assertThat(route.poll()).isZero();
            assertThat(route.consumer().state().session()).isNotNull();

            asker.doneUoW(taken);
            assertThat(route.consumer().state().session()).isNull();
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** Camel has the exchange in the queue complete what the failed one was given to do. */
    @Test
    void anExchangeThatFailsBehindAQueueHasFailed() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .start(from -> from.to("seda:archive").process(exchange -> {
                            goOn.countDown();
                            throw new IllegalStateException("no");
                        }))) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:archive").process(exchange -> goOn.await()).delay(50);
                }
            });
            fill(server, 1);
            route.poll();

            assertThat(server.maildrop().size()).isEqualTo(1);
            assertThat(server.count("DELE")).isZero();
        }
    }

    /** As in the recipe: Camel's own default takes a message for put aside that was not. */
    @Test
    void aMessageThatTheDeadLetterChannelCannotPutAsideStays() throws Exception {
        DeadLetterChannelBuilder aside = new DeadLetterChannelBuilder("direct:dead");
        aside.setDeadLetterHandleNewException("false");
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .start(from -> from.errorHandler(aside).process(exchange -> {
                            throw new IllegalStateException("no");
                        }))) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:dead").errorHandler(noErrorHandler()).process(exchange -> {
                        throw new IOException("no room");
                    });
                }
            });
            fill(server, 1);
            route.poll();

            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** Without unique-ids, too: one that always fails, or several, hold up nobody where a poll takes few. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void thoseThatFailHoldUpNobodyWithoutUniqueIds(int most) throws Exception {
        List<String> delivered = new ArrayList<>();
        try (MaildropServer server = server().withoutUidl().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxMessagesPerPoll=" + most)
                        .processing(exchange -> {
                            String text =
                                    exchange.getMessage().getBody(String.class).strip();
                            delivered.add(text);
                            if (text.startsWith("bad")) {
                                throw new IllegalStateException("no");
                            }
                        })
                        .start()) {
            for (String text : List.of("bad 1", "good 1", "bad 2", "good 2", "good 3")) {
                server.maildrop().add((text + "\r\n").getBytes(US_ASCII));
            }
            for (int i = 0; i < 6; i++) {
                route.poll();
            }
            assertThat(delivered.subList(0, 5))
                    .containsExactlyInAnyOrder("bad 1", "good 1", "bad 2", "good 2", "good 3");
            assertThat(server.maildrop().size()).isEqualTo(2);
            server.maildrop().add("good 4\r\n".getBytes(US_ASCII));
            for (int i = 0; i < 4; i++) {
                route.poll();
            }
            assertThat(delivered).contains("good 4");
            assertThat(delivered.stream().filter("bad 1"::equals)).hasSizeGreaterThan(1);
            assertThat(delivered.stream().filter("bad 2"::equals)).hasSizeGreaterThan(1);
        }
    }

    /** So the health check and back-off options learn of it. */
    @ParameterizedTest
    @ValueSource(strings = {"-ERR [SYS/TEMP] the disk is full", "-ERR [SYS/PERM] broken"})
    void aMailboxOfWhichNoMessageCanBeHadFailsThePoll(String refusal) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 2);
            server.faults().when("RETR", Fault.reply(refusal));

            assertThatThrownBy(route::poll).hasMessageContaining(refusal.substring(5));
            assertThat(route.consumer().getLastSessionEnd()).isEqualTo("COMMITTED");
        }
    }

    @Test
    void messagesThatCannotBeHadFailNoPoll() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 2);
            server.faults().when("RETR", Fault.reply("-ERR broken"));

            assertThat(route.poll()).isZero();
            assertThat(route.errors).hasSize(2);
        }
    }

    /** Whatever was read of it before, and without any caching of Camel's. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void theBodyIsWholeForWhoeverAsksForOctetsOrText(int size) throws Exception {
        List<Object> lengths = new ArrayList<>();
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "spoolThreshold=1000")
                        .start(from -> from.streamCache("false").process(exchange -> {
                            Message message = exchange.getMessage();
                            lengths.add(message.getBody(InputStream.class).readNBytes(3).length);
                            lengths.add(message.getBody(byte[].class).length);
                            lengths.add(message.getBody(String.class).length());
                            lengths.add((int) message.getBody(File.class).length());
                            lengths.add(message.getBody(String.class).length());
                            lengths.add(exchange.getContext()
                                    .getTypeConverter()
                                    .convertTo(String.class, message.getBody())
                                    .length());
                        }))) {
            server.maildrop().add("a", "x".repeat(size - 2).concat("\r\n").getBytes(US_ASCII));
            assertThat(route.poll()).isEqualTo(1);

            assertThat(lengths).containsExactly(3, size, size, size, size, size);
        }
    }

    /** A message that two unique-ids are given for is known by neither: one of them may stand for another message. */
    @Test
    void aMessageWithTwoUniqueIdsIsNotDeletedUnread() throws Exception {
        try (MaildropServer server =
                        server().listing(Pop3LiteHardCasesTest::edited).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().add("known", "1\r\n".getBytes(US_ASCII));
            server.faults().once("QUIT", Fault.end(RESET));
            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            server.maildrop().remove("known").add("new", "2\r\n".getBytes(US_ASCII));

            assertThat(route.poll()).isEqualTo(1);

            assertThat(route.seen).extracting(RouteOnMaildrop.Seen::text).containsExactly("1\r\n", "2\r\n");
        }
    }

    private static List<String> edited(String verb, List<String> lines) {
        return verb.equals("UIDL") && lines.contains("1 new") ? List.of("1 known", "1 new") : lines;
    }

    /** Else all that is known of them would be forgotten, and come again. */
    @Test
    void aListingOfNothingIsNotBelievedWhereStatCountsMessages() throws Exception {
        List<String> glitch = new ArrayList<>();
        try (MaildropServer server = server().listing(
                                (verb, lines) -> verb.equals("UIDL") && glitch.remove("now") ? List.of() : lines)
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false").start()) {
            fill(server, 3);
            assertThat(route.poll()).isEqualTo(3);
            glitch.add("now");

            assertThatThrownBy(route::poll).isInstanceOf(MailProtocolException.class);
            assertThat(route.poll()).isZero();
        }
    }

    @Test
    void P15_sizesThatAreNoNumbersAreWarnedOfOnce() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server =
                        server().sizes(message -> "ten-twenty-four").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false").start()) {
            fill(server, 2);

            assertThat(route.poll()).isEqualTo(2);
            route.poll();

            assertThat(log.lines("gives no size")).hasSize(1);
        }
    }

    /** A second session at once would break the rule that the server gave. */
    @Test
    void aServerThatBreaksOnPipeliningIsTriedOneByOneNoSoonerThanItsLoginDelay() throws Exception {
        String[] capabilities = {"TOP", "UIDL", "PIPELINING", "SASL PLAIN", "LOGIN-DELAY 1"};
        try (MaildropServer server = server().dropsPipelined()
                        .capabilities(capabilities)
                        .capabilitiesAfterLogin(capabilities)
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 2);

            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            assertThat(server.logins()).isEqualTo(1);
            RouteOnMaildrop.awaiting(() -> route.poll() == 2);

            assertThat(server.logins()).isEqualTo(2);
        }
    }

    @Test
    void anExceptionHandlerThatThrowsHoldsUpNobody() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").processing(exchange -> {
                    if ("uid-1".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                        throw new IllegalStateException("not this one");
                    }
                })) {
            route.context.getRegistry().unbind("errors");
            route.bind("errors", new ThrowingHandler());
            route.start();
            fill(server, 3);

            assertThat(route.poll()).isEqualTo(2);

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1");
        }
    }

    private static final class ThrowingHandler implements ExceptionHandler {
        @Override
        public void handleException(Throwable exception) {
            throw new IllegalArgumentException("out of order");
        }

        @Override
        public void handleException(String message, Throwable exception) {
            throw new IllegalArgumentException("out of order");
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable cause) {
            throw new IllegalArgumentException("out of order");
        }
    }
}
