package io.maillite.camel.pop3;

import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges that hand over what they have to tell, to queues, or of which copies are made. */
class Pop3LiteHandoverTest {
    private static MaildropServerBuilder server() {
        return MaildropServer.builder().account("user", "secret-of-user");
    }

    private static void fill(MaildropServer server, int count) {
        server.maildrop().addMany(count, i -> MessageContent.generated("mail " + i, 200));
    }

    private static int poll(RouteOnMaildrop route) throws Exception {
        FutureTask<Integer> poll = new FutureTask<>(route::poll);
        new Thread(poll).start();
        return poll.get(60, TimeUnit.SECONDS);
    }

    // ---- queues

    /** Ways through several queues, of which the last to be at work is called last. */
    enum Queues {
        TWO_IN_A_ROW(from -> from.to("seda:first").to("seda:last")),
        THREE_IN_A_ROW(from -> from.to("seda:first").to("seda:first").to("seda:last")),
        WITH_STEPS_BETWEEN(
                from -> from.to("seda:first").log("on").to("seda:last").log("and on")),
        IN_A_CHOICE(from ->
                from.choice().when(exchange -> true).to("seda:first").end().to("seda:last")),
        IN_ANOTHER_THREAD(from -> from.threads(1).to("seda:first").to("seda:last")),
        IN_ANOTHER_ROUTE(from -> from.to("direct:both")),
        BEHIND_A_QUEUE(from -> from.to("seda:both")),
        IN_A_SPLIT(from -> from.split(constant(List.of(1)))
                .shareUnitOfWork()
                .to("seda:first")
                .end()
                .to("seda:last")),
        IN_A_LOOP(from -> from.loop(2).to("seda:first").end().to("seda:last")),
        IN_A_LOOP_OF_COPIES(from -> from.loop(2).copy().to("seda:first").end().to("seda:last")),
        IN_A_ROUTING_SLIP(from -> from.routingSlip(constant("direct:both"))),
        LATER_IN_A_ROUTING_SLIP(from -> from.routingSlip(constant("log:x,direct:both"))),
        WITHOUT_PROPERTIES(
                from -> from.log("on").removeProperties("*").to("seda:first").to("seda:last")),
        BEHIND_A_SHARED_ENRICH(from ->
                from.enrich().constant("direct:nothing").shareUnitOfWork().to("direct:both"));

        final Consumer<RouteDefinition> way;

        Queues(Consumer<RouteDefinition> way) {
            this.way = way;
        }
    }

    private static RouteBuilder queues(Processor first, Processor last) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:nothing").log("nothing");
                from("direct:both").to("seda:first").to("seda:last");
                from("seda:both?pollTimeout=50").to("seda:first").to("seda:last");
                from("seda:first?pollTimeout=50").process(first);
                from("seda:last?pollTimeout=50").process(last);
            }
        };
    }

    /**
     * The last is at work when the first is done.
     *
     * @param failing "first", "last" or "none"
     * @param done counts what the last has had
     */
    private static RouteBuilder queues(String failing, AtomicInteger done) {
        CountDownLatch firstIsDone = new CountDownLatch(1);
        return queues(
                exchange -> {
                    firstIsDone.countDown();
                    failIf(failing.equals("first"));
                },
                exchange -> {
                    firstIsDone.await();
                    done.incrementAndGet();
                    failIf(failing.equals("last"));
                });
    }

    static Stream<Arguments> failures() {
        return Stream.of(Queues.values())
                .flatMap(queues -> Stream.of("first", "last", "none").map(failing -> Arguments.of(queues, failing)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachQueueIsWaitedFor(Queues queues, String failing) throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.context.addRoutes(queues(failing, done));
            route.start(queues.way::accept);
            fill(server, 1);
            boolean isGood = failing.equals("none");

            assertThat(poll(route)).isEqualTo(isGood ? 1 : 0);
            assertThat(server.maildrop().size()).isEqualTo(isGood ? 0 : 1);
            if (isGood) {
                assertThat(done).hasValue(1);
            }
        }
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void anExchangeThatFailsBehindAQueueInTheRouteOfAQueueHasFailed() throws Exception {
        CountDownLatch firstIsDone = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("seda:relay?pollTimeout=50").to("seda:first").process(exchange -> {
                        firstIsDone.await();
                        failIf(true);
                    });
                    from("seda:first?pollTimeout=50")
                            .onCompletion()
                            .process(exchange -> firstIsDone.countDown())
                            .end()
                            .log("first");
                }
            });
            route.start(from -> from.to("seda:relay"));
            fill(server, 1);

            assertThat(poll(route)).isZero();
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** Ways for an exchange to get its mail, and on to two queues. */
    enum Fetching {
        ONCE((from, uri) -> from.pollEnrich(uri).to("direct:both"), 1),
        TWICE((from, uri) -> from.pollEnrich(uri).pollEnrich(uri).to("direct:both"), 2),
        IN_A_LOOP_OF_COPIES(
                (from, uri) -> from.loop(1).copy().pollEnrich(uri).end().to("direct:both"), 1),
        IN_A_ROUTING_SLIP(
                (from, uri) -> from.routingSlip(constant("log:x,direct:fetch")).to("direct:both"), 1),
        IN_A_SHARED_ENRICH(
                (from, uri) ->
                        from.enrich().constant("direct:fetch").shareUnitOfWork().to("direct:both"),
                1),
        WITHOUT_PROPERTIES(
                (from, uri) -> from.pollEnrich(uri).removeProperties("*").to("direct:both"), 1);

        final BiConsumer<RouteDefinition, String> way;
        final int mails;

        Fetching(BiConsumer<RouteDefinition, String> way, int mails) {
            this.way = way;
            this.mails = mails;
        }
    }

    static Stream<Arguments> fetched() {
        return Stream.of(Fetching.values())
                .flatMap(way -> Stream.of("first", "last", "none").map(failing -> Arguments.of(way, failing)));
    }

    @ParameterizedTest
    @MethodSource("fetched")
    void theSessionOfPollEnrichWaitsForEachQueue(Fetching fetching, String failing) throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(queues(failing, done));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    fetching.way.accept(from("direct:start"), uri(server));
                    from("direct:fetch").pollEnrich(uri(server));
                }
            });
            context.start();
            fill(server, fetching.mails);
            context.createFluentProducerTemplate().to("direct:start").send();

            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
            boolean isGood = failing.equals("none");
            assertThat(server.maildrop().size()).isEqualTo(isGood ? 0 : fetching.mails);
            if (isGood) {
                assertThat(done).hasValue(1);
            }
        }
    }

    /** What it owes while a step runs must be held by somebody. */
    @Test
    void anExchangeInTheMiddleOfAStepIsNotTakenForDropped() throws Exception {
        CountDownLatch firstIsDone = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:relay?pollTimeout=50")
                            .split(constant(List.of(1)))
                            .shareUnitOfWork()
                            .to("seda:first")
                            .process(exchange -> {
                                firstIsDone.await();
                                long noops = server.count("NOOP");
                                RouteOnMaildrop.awaiting(() -> {
                                    System.gc();
                                    return server.count("NOOP") > noops + 3;
                                });
                            })
                            .end();
                    from("seda:first?pollTimeout=50")
                            .onCompletion()
                            .process(exchange -> firstIsDone.countDown())
                            .end()
                            .log("first");
                }
            });
            route.start(from -> from.to("seda:relay"));
            route.consumer().setKeepAlive(Duration.ofMillis(50));
            fill(server, 1);

            assertThat(poll(route)).isEqualTo(1);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** It brings that one's companion with it. */
    @Test
    void anotherMailboxOnTheWayChangesNothing() throws Exception {
        CountDownLatch firstIsDone = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                MaildropServer other = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.context.addRoutes(queues(exchange -> firstIsDone.countDown(), exchange -> {
                firstIsDone.await();
                failIf(true);
            }));
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:fetch").pollEnrich(uri(other));
                }
            });
            route.start(from -> from.enrich("direct:fetch").to("direct:both"));
            fill(server, 1);
            fill(other, 1);

            assertThat(poll(route)).isZero();
            assertThat(server.maildrop().size()).isEqualTo(1);
            assertThat(other.maildrop().size()).isZero(); // it was done when the route that fetched it was
        }
    }

    private static String uri(MaildropServer server) {
        return "pop3lite:" + server.host() + ":" + server.port() + "?username=user&password=secret-of-user&tls=NONE";
    }

    // ---- exchanges and copies from pools

    /** Ways through a route on which Camel makes further exchanges, in each of two sorts of pools and in both. */
    enum Copying {
        SPLIT(from -> from.split(constant(List.of(1, 2))).log("${body}").end()),
        PARALLEL_SPLIT(from -> from.split(constant(List.of(1, 2)))
                .parallelProcessing()
                .log("${body}")
                .end()),
        PARALLEL_MULTICAST(from -> from.multicast()
                .parallelProcessing()
                .to("direct:one", "direct:two")
                .end()),
        WIRE_TAP(from -> from.wireTap("direct:one")),
        ENRICH(from -> from.enrich("direct:one")),
        SEDA(from -> from.to("seda:three")),
        SPLIT_BEHIND_SEDA(from -> from.to("seda:four"));

        final Consumer<RouteDefinition> way;

        Copying(Consumer<RouteDefinition> way) {
            this.way = way;
        }
    }

    static Stream<Arguments> pools() {
        return Stream.of(Copying.values()).flatMap(copying -> Stream.of("exchanges", "processors", "both")
                .map(pooled -> Arguments.of(copying, pooled)));
    }

    /** Camel's pools lose completions, or tell them of another exchange. */
    @ParameterizedTest
    @MethodSource("pools")
    void wherePooledExchangesAreCopiedEachMessageIsProcessedOnce(Copying copying, String pooled) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "concurrentConsumers=2")) {
            if (!pooled.equals("processors")) {
                route.context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
            }
            if (!pooled.equals("exchanges")) {
                route.context
                        .getCamelContextExtension()
                        .setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            }
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one").log("one");
                    from("direct:two").log("two");
                    from("seda:three?pollTimeout=50").log("three");
                    from("seda:four?pollTimeout=50")
                            .split(constant(List.of(1, 2)))
                            .log("four")
                            .end()
                            .log("five");
                }
            });
            route.start(from -> {
                from.process(exchange -> route.seen.add(RouteOnMaildrop.see(exchange)));
                copying.way.accept(from);
            });
            for (int i = 1; i <= 3; i++) {
                fill(server, 20);
                assertThat(poll(route)).isEqualTo(20);
                assertThat(server.maildrop().size()).isZero();
            }
            assertThat(route.uids()).hasSize(60).doesNotHaveDuplicates();
            assertThat(route.errors).isEmpty();
        }
    }

    /** Camel would have it that nobody tells. */
    @Test
    void anExchangeThatFailsBehindASplitThatLosesItsCompletionHasFailed() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            route.start(from -> from.split(constant(List.of(1, 2)))
                    .log("${body}")
                    .end()
                    .process(exchange -> {
                        if (exchange.getMessage().getHeader(Pop3LiteHeaders.MESSAGE_NUMBER, int.class) % 2 == 0) {
                            throw new IllegalStateException("no");
                        }
                    }));
            fill(server, 4);
            assertThat(poll(route)).isEqualTo(2);
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2", "uid-4");
        }
    }

    /** Each split takes out of a unit of work what the queue behind it is to tell, also of another exchange. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void behindASplitThatLosesCompletionsAQueueIsWaitedForAllTheSame(int consumers) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "concurrentConsumers=" + consumers)) {
            route.context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:behind?pollTimeout=50&concurrentConsumers=" + consumers)
                            .split(constant(List.of(1, 2)))
                            .log("${body}")
                            .end()
                            .process(exchange -> {
                                if (exchange.getMessage().getHeader(Pop3LiteHeaders.MESSAGE_NUMBER, int.class) % 2
                                        == 1) {
                                    throw new IllegalStateException("no");
                                }
                            });
                }
            });
            route.start(from ->
                    from.split(constant(List.of(1, 2))).log("${body}").end().to("seda:behind"));
            fill(server, 200);
            assertThat(poll(route)).isEqualTo(100);
            assertThat(server.maildrop().uniqueIds())
                    .isEqualTo(IntStream.range(0, 100)
                            .mapToObj(i -> "uid-" + (2 * i + 1))
                            .toList());
        }
    }

    @Test
    void whatPollEnrichGotAndASplitFollowsStaysOrGoesAsItsExchangeEnds() throws Exception {
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            AtomicInteger count = new AtomicInteger();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start")
                            .pollEnrich(uri(server))
                            .split(constant(List.of(1, 2)))
                            .log("${body}")
                            .end()
                            .process(exchange -> {
                                if (count.incrementAndGet() % 4 == 0) {
                                    throw new IllegalStateException("no");
                                }
                            });
                }
            });
            context.start();
            fill(server, 20);
            for (int i = 1; i <= 20; i++) {
                Exchange exchange = context.createFluentProducerTemplate()
                        .to("direct:start")
                        .send();
                assertThat(exchange.isFailed()).isEqualTo(i % 4 == 0);
            }

            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
            assertThat(server.maildrop().size()).isEqualTo(5);
        }
    }

    /** A copy that comes out of the pool would have the unit of work of another exchange, and hand that over. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAPartOfOneHandsOverIsNothingOfAnother(boolean shared) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "concurrentConsumers=4")) {
            route.context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            route.context.addRoutes(queues(exchange -> {}, exchange -> failIf(true)));
            route.start(from -> {
                SplitDefinition split = from.split(constant(List.of(1, 2, 3))).streaming();
                (shared ? split.shareUnitOfWork() : split)
                        .to("seda:first")
                        .log("${body}")
                        .end()
                        .to("seda:last");
            });
            fill(server, 100);

            assertThat(poll(route)).isZero();
            assertThat(server.maildrop().size()).isEqualTo(100);
        }
    }

    @Test
    void theSessionOfAPollEnrichInASplitEnds() throws Exception {
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start")
                            .split(constant(List.of(1, 2)))
                            .pollEnrich(uri(server))
                            .log("${body}")
                            .end();
                }
            });
            context.start();
            fill(server, 6);
            for (int i = 1; i <= 3; i++) {
                context.createFluentProducerTemplate().to("direct:start").send();
                RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
                assertThat(server.maildrop().size()).isEqualTo(6 - 2 * i);
            }
        }
    }

    /** Whatever makes the exchanges of the context. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anExchangeFromAPoolThatFailsBehindAQueueHasFailed(int consumers) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "concurrentConsumers=" + consumers)) {
            route.context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
            route.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:archive").log("${body}");
                }
            });
            route.start(from -> from.to("seda:archive").process(exchange -> {
                if (exchange.getMessage().getHeader(Pop3LiteHeaders.MESSAGE_NUMBER, int.class) % 2 == 0) {
                    throw new IllegalStateException("no");
                }
            }));
            fill(server, 40);

            assertThat(route.poll()).isEqualTo(20);
            assertThat(server.maildrop().size()).isEqualTo(20);
            assertThat(route.errors).hasSize(20);
        }
    }
}
