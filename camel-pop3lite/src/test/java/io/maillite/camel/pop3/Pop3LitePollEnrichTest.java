package io.maillite.camel.pop3;

import static io.maillite.testkit.net.PeerConnection.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.pop3.Pop3Exception;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One message on demand: deleted when the exchange that it became part of has completed, and not before. */
class Pop3LitePollEnrichTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> uids = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    Pop3LitePollEnrichTest() {
        context.getRegistry().bind("errors", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                errors.add(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                errors.add(exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                errors.add(exception);
            }
        });
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static MaildropServerBuilder builder() {
        return MaildropServer.builder().account("user", "secret-of-user");
    }

    private static MaildropServer fill(MaildropServer server, int count) {
        server.maildrop()
                .addMany(
                        count,
                        i -> MessageContent.of(
                                ("Subject: " + i + "\r\n\r\nmail " + i + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        return server;
    }

    private static String uri(MaildropServer server, String options) {
        return "pop3lite:" + server.host() + ":" + server.port()
                + "?username=user&password=secret-of-user&tls=NONE&exceptionHandler=#errors"
                + (options.isEmpty() ? "" : "&" + options);
    }

    /** What is done with each exchange, after the mailbox was asked. */
    private interface Body {
        void of(ProcessorDefinition<?> route) throws Exception;
    }

    private void route(MaildropServer server, String options, long timeout, Body body) throws Exception {
        routes(from -> body.of(from.pollEnrich(uri(server, options), timeout).process(this::see)));
    }

    private interface Routes {
        void of(RouteDefinition from) throws Exception;
    }

    private void routes(Routes routes) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                errorHandler(noErrorHandler());
                routes.of(from("direct:in"));
            }
        });
        context.start();
    }

    private void see(Exchange exchange) {
        uids.add(
                exchange.getIn().getBody() == null
                        ? "null"
                        : String.valueOf(exchange.getIn().getHeader(Pop3LiteHeaders.UID)));
    }

    private Exchange send() {
        ProducerTemplate template = context.createProducerTemplate();
        return template.send("direct:in", new DefaultExchange(context));
    }

    @Test
    void oneMessageIsFetchedAndDeletedWhenTheExchangeCompletes() throws Exception {
        try (MaildropServer server = fill(builder().start(), 3)) {
            List<Long> deletedBefore = new ArrayList<>();
            route(server, "", 0, route -> route.process(exchange -> deletedBefore.add(server.count("DELE"))));

            Exchange exchange = send();

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getIn().getBody(String.class)).isEqualTo("Subject: 1\r\n\r\nmail 1\r\n");
            assertThat(exchange.getIn().getHeaders())
                    .containsEntry(Pop3LiteHeaders.UID, "uid-1")
                    .containsEntry(Pop3LiteHeaders.MESSAGE_NUMBER, 1)
                    .containsKeys(Pop3LiteHeaders.SIZE, Pop3LiteHeaders.HEADERS);
            assertThat(deletedBefore).containsExactly(0L);
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2", "uid-3");
            assertThat(server.counts())
                    .containsEntry("RETR", 1L)
                    .containsEntry("DELE", 1L)
                    .containsEntry("QUIT", 1L);

            send();
            send();
            assertThat(send().getIn().getBody()).isNull();

            assertThat(uids).containsExactly("uid-1", "uid-2", "uid-3", "null");
            assertThat(server.maildrop().size()).isZero();
            assertThat(server.logins()).isEqualTo(4);
        }
    }

    @Test
    void aFailedExchangeLeavesTheMessageAndHoldsUpNoOther() throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            route(
                    server,
                    "maxAttempts=2",
                    0,
                    route -> route.process(exchange -> {
                        if ("uid-1".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                            throw new IllegalStateException("not this one");
                        }
                    }));

            for (int i = 0; i < 4; i++) {
                send();
            }

            assertThat(uids).containsExactly("uid-1", "uid-2", "uid-1", "null");
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1");
        }
    }

    /** A server that says {@code -ERR} to it and closes the connection. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void aMessageBehindWhoseRefusalTheSessionIsLostKeepsNoOtherOnTheServer(int refused) throws Exception {
        try (MaildropServer server = fill(builder().start(), 8)) {
            server.faults()
                    .when(
                            command -> command.verb().equals("RETR")
                                    && server.maildrop()
                                            .uniqueIds()
                                            .get(Integer.parseInt(command.arguments()) - 1)
                                            .equals("uid-" + refused),
                            Fault.replyAndClose("-ERR no such content"));
            route(server, "", 0, route -> {});

            for (int i = 0; i < 10; i++) {
                send();
            }

            assertThat(uids).filteredOn(uid -> !uid.equals("null")).hasSize(7).doesNotHaveDuplicates();
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-" + refused);
        }
    }

    /** Some servers close the connection at once. */
    @Test
    void aQuitThatIsNotAnsweredIsGoodWhereNothingWasMarked() throws Exception {
        try (MaildropServer server = builder().start()) {
            server.faults().when("QUIT", Fault.end(RESET));
            route(server, "", 0, route -> {});

            assertThat(send().getException()).isNull();

            assertThat(uids).containsExactly("null");
        }
    }

    /** RFC 2449 section 6.7: the server deletes what was retrieved, marked or not. */
    @Test
    void whereQuitWouldDeleteAMessageWhoseExchangeHasFailedItIsNotSaid() throws Exception {
        String[] capabilities = {"UIDL", "TOP", "EXPIRE 0"};
        try (MaildropServer server = fill(
                builder()
                        .capabilities(capabilities)
                        .capabilitiesAfterLogin(capabilities)
                        .start(),
                2)) {
            route(
                    server,
                    "",
                    0,
                    route -> route.process(exchange -> {
                        if ("uid-1".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                            throw new IllegalStateException("not this one");
                        }
                    }));

            send();
            assertThat(server.count("QUIT")).isZero();
            send();

            assertThat(server.count("QUIT")).isEqualTo(1);
            assertThat(uids).containsExactly("uid-1", "uid-2");
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1");
        }
    }

    @Test
    void aMessageThatNeverBecamePartOfTheExchangeStays() throws Exception {
        try (MaildropServer server = fill(builder().exclusive().start(), 2)) {
            int[] attempts = new int[1];
            routes(from -> from.pollEnrich(uri(server, ""), 0, (original, polled) -> {
                        if (polled == null || attempts[0]++ == 1) {
                            return original;
                        }
                        throw new IllegalStateException("cannot be merged");
                    })
                    .log("done"));

            assertThat(send().getException()).isNotNull();
            assertThat(server.maildrop().size()).isEqualTo(2);
            assertThat(send().getException()).isNull();

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1"); // those tried in vain come last
            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
        }
    }

    @Test
    void theExchangeIsCompleteWhereverItEnds() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = fill(builder().start(), 1)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:elsewhere").process(exchange -> {
                        goOn.await();
                        uids.add(exchange.getIn().getBody(String.class));
                    });
                }
            });
            routes(from -> from.pollEnrich(uri(server, "spoolThreshold=1"), 0).to("seda:elsewhere"));

            send();
            assertThat(server.count("RETR")).isEqualTo(1);
            assertThat(server.count("DELE")).isZero();
            goOn.countDown();

            RouteOnMaildrop.awaiting(() -> server.maildrop().size() == 0);
            assertThat(uids).containsExactly("Subject: 1\r\n\r\nmail 1\r\n");
        }
    }

    /**
     * A mailbox that is locked while a message is processed: whoever has that message gets the next one all the same.
     */
    @Test
    void aLoopReadsTheMailboxInOneSession() throws Exception {
        try (MaildropServer server = fill(builder().exclusive().start(), 3)) {
            String uri = uri(server, "");
            routes(from -> from.setBody()
                    .constant("start")
                    .loopDoWhile(body().isNotNull())
                    .pollEnrich(uri, -1)
                    .process(this::see)
                    .end());

            send();

            assertThat(uids).containsExactly("uid-1", "uid-2", "uid-3", "null");
            assertThat(server.maildrop().size()).isZero();
            assertThat(server.logins()).isEqualTo(1);
            assertThat(server.commits()).isEqualTo(1);
        }
    }

    @Test
    void copiesAndPartsOfAnExchangeShareItsSession() throws Exception {
        try (MaildropServer server = fill(builder().exclusive().start(), 7)) {
            String uri = uri(server, "");
            routes(from -> from.loop(2)
                    .copy()
                    .pollEnrich(uri, -1)
                    .process(this::see)
                    .end()
                    .pollEnrich(uri, -1)
                    .process(this::see)
                    .split(org.apache.camel.builder.Builder.constant(List.of(1, 2)))
                    .pollEnrich(uri, -1)
                    .process(this::see)
                    .end()
                    .split(org.apache.camel.builder.Builder.constant(List.of(1, 2)))
                    .parallelProcessing()
                    .pollEnrich(uri, -1)
                    .process(this::see)
                    .end());

            assertThat(send().getException()).isNull();

            assertThat(uids).containsExactlyInAnyOrder("uid-1", "uid-2", "uid-3", "uid-4", "uid-5", "uid-6", "uid-7");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    private static org.apache.camel.builder.ValueBuilder body() {
        return org.apache.camel.builder.Builder.body();
    }

    @Test
    void anotherExchangeFindsABusyMailboxAndGetsTheNextMessageWhenItIsFree() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = fill(builder().start(), 2)) {
            String uri = uri(server, "");
            routes(from -> from.pollEnrich().simple(uri).timeout(-1).process(exchange -> {
                see(exchange);
                entered.countDown();
                goOn.await();
            }));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:look").pollEnrich(uri, 0);
                }
            });
            FutureTask<Exchange> first = inAnotherThread(this::send);
            entered.await();

            Exchange looked = context.createProducerTemplate().send("direct:look", new DefaultExchange(context));
            assertThat(looked.getException()).isNull();
            assertThat(looked.getIn().getBody()).isNull();
            FutureTask<Exchange> second = inAnotherThread(this::send);
            goOn.countDown();

            first.get();
            second.get();
            assertThat(uids).containsExactly("uid-1", "uid-2");
            assertThat(server.logins()).isEqualTo(2);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    private static <T> FutureTask<T> inAnotherThread(java.util.concurrent.Callable<T> what) {
        FutureTask<T> task = new FutureTask<>(what);
        new Thread(task, "asker").start();
        return task;
    }

    @Test
    void aMailboxThatIsBusyAtTheServerIsNoMessageAndNoError() throws Exception {
        try (MaildropServer server = fill(builder().start(), 1)) {
            server.faults().when("AUTH", Fault.reply("-ERR [IN-USE] somebody else is here"));
            route(server, "", 0, route -> {});

            Exchange exchange = send();

            assertThat(exchange.getException()).isNull();
            assertThat(uids).containsExactly("null");
            server.faults().clear();
            send();
            assertThat(uids).containsExactly("null", "uid-1");
        }
    }

    @Test
    void whatCannotBeReadFailsTheExchange() throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            server.faults().once("UIDL", Fault.end(RESET));
            route(server, "", 0, route -> {});

            assertThat(send().getException()).hasRootCauseInstanceOf(java.io.IOException.class);
            assertThat(send().getException()).isNull();
            assertThat(uids).containsExactly("uid-1");
        }
    }

    @Test
    void aMessageThatCannotBeHadIsPassedOver() throws Exception {
        try (MaildropServer server = fill(builder().start(), 3)) {
            server.faults().once("RETR 1", Fault.reply("-ERR cannot read it"));
            server.maildrop().add("large", MessageContent.of(new byte[5_000]));
            route(server, "maxMessageSize=1000", 0, route -> {});

            for (int i = 0; i < 4; i++) {
                send();
            }

            assertThat(uids).containsExactly("uid-2", "uid-3", "uid-1", "null");
            assertThat(errors).singleElement().isInstanceOf(Pop3Exception.class);
            assertThat(server.maildrop().uniqueIds()).containsExactly("large");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELE", "QUIT"})
    void aSessionThatIsLostAtItsEndIsRepairedByTheNext(String where) throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            server.faults().once(where, Fault.end(RESET));
            route(server, "", 0, route -> {});

            assertThat(send().getException()).isNull();
            assertThat(server.maildrop().size()).isEqualTo(2);
            assertThat(errors).hasSize(1);
            send();
            send();

            assertThat(uids).containsExactly("uid-1", "uid-2", "null");
            assertThat(server.maildrop().size()).isZero();
            assertThat(server.count("RETR")).isEqualTo(2);
        }
    }

    /** Else what is to be repaired would wait for as long as that message is there. */
    @Test
    void aMessageAtWhichTheSessionIsAlwaysLostDoesNotKeepOthersFromBeingRepaired() throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            server.faults().once("QUIT", Fault.end(RESET));
            route(server, "", 0, route -> {});
            assertThat(send().getException()).isNull();
            server.faults().when("RETR", Fault.end(RESET));

            assertThat(send().getException()).isNotNull();
            assertThat(send().getException()).isNotNull();
            assertThat(server.maildrop().size()).isEqualTo(2);
            assertThat(send().getException()).isNull();

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2");
            assertThat(send().getException()).isNotNull();
            server.faults().clear();
            send();
            assertThat(uids).containsExactly("uid-1", "null", "uid-2");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aQuitThatIsRefusedIsReportedAndRepairedByTheNext() throws Exception {
        Set<String> stuck = ConcurrentHashMap.newKeySet();
        stuck.add("uid-1");
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        context.getRegistry().bind("ids", repository);
        try (MaildropServer server = fill(
                builder()
                        .undeletable(message -> stuck.contains(message.uniqueId()))
                        .start(),
                1)) {
            route(server, "idempotentRepository=#ids", 0, route -> {});

            send();
            assertThat(errors).singleElement().isInstanceOf(Pop3Exception.class);
            assertThat(repository.getCacheSize()).isEqualTo(1);
            stuck.clear();
            send();

            assertThat(uids).containsExactly("uid-1", "null");
            assertThat(server.maildrop().size()).isZero();
            assertThat(repository.getCacheSize()).isZero();
        }
    }

    @Test
    void withoutDeletingEachMessageIsFetchedOnce() throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            route(server, "delete=false&fetch=HEADERS", 0, route -> {});

            for (int i = 0; i < 3; i++) {
                send();
            }

            assertThat(uids).containsExactly("uid-1", "uid-2", "null");
            assertThat(server.maildrop().size()).isEqualTo(2);
            assertThat(server.count("DELE")).isZero();
            assertThat(server.count("TOP")).isEqualTo(2);
        }
    }

    /** A mirror of the repository would not know of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnotherNodeHasProcessedMeanwhileIsNotFetched(boolean delete) throws Exception {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        context.getRegistry().bind("ids", repository);
        try (MaildropServer server = fill(builder().start(), 3)) {
            route(server, "delete=" + delete + "&idempotentRepository=#ids", 0, route -> {});
            send();
            repository.add("user@" + server.host() + ":" + server.port() + "/uid-2");

            send();
            send();

            assertThat(uids).containsExactly("uid-1", "uid-3", "null");
            assertThat(server.maildrop().size()).isEqualTo(delete ? 0 : 3);
            assertThat(repository.getCacheSize()).isEqualTo(delete ? 0 : 3);
        }
    }

    @Test
    void aSessionThatOutlivesWhoOpenedItLeavesNothingInTheRepository() throws Exception {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        context.getRegistry().bind("ids", repository);
        try (MaildropServer server = fill(builder().start(), 2)) {
            context.start();
            ConsumerTemplate template = context.createConsumerTemplate();
            String uri = uri(server, "idempotentRepository=#ids");
            Exchange first = template.receive(uri);
            Exchange second = template.receive(uri);
            template.doneUoW(first);
            assertThat(repository.getCacheSize()).isEqualTo(1);
            template.stop();
            template.start();

            assertThat(template.receiveNoWait(uri)).isNull();
            template.doneUoW(second);

            assertThat(server.maildrop().size()).isZero();
            assertThat(repository.getCacheSize()).isZero();
        }
    }

    @Test
    void aServerWithoutUidlIsServedByNumber() throws Exception {
        try (MaildropServer server = fill(builder().withoutUidl().start(), 2)) {
            route(server, "", 0, route -> {});

            send();
            send();
            send();

            assertThat(uids).containsExactly("null", "null", "null"); // no unique-ids, that is
            assertThat(server.count("RETR")).isEqualTo(2);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void copiesOfOneUniqueIdAreEachFetched() throws Exception {
        try (MaildropServer server = builder().start()) {
            server.maildrop()
                    .add("same", MessageContent.of("a\r\n".getBytes(StandardCharsets.US_ASCII)))
                    .add("same", MessageContent.of("a\r\n".getBytes(StandardCharsets.US_ASCII)));
            route(server, "", 0, route -> {});

            send();
            assertThat(server.maildrop().size()).isEqualTo(1);
            send();

            assertThat(uids).containsExactly("same", "same");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void waitingLooksAgain() throws Exception {
        try (MaildropServer server = builder().start()) {
            route(server, "delay=20", 600_000, route -> {});
            FutureTask<Exchange> waiting = inAnotherThread(this::send);
            RouteOnMaildrop.awaiting(() -> server.logins() > 1);
            fill(server, 1);

            waiting.get();

            assertThat(uids).containsExactly("uid-1");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void whenTheTimeIsOverItLooksALastTime() throws Exception {
        try (MaildropServer server = builder().start()) {
            route(server, "", 5_000, route -> {}); // delay is 60 s
            assertThat(send().getException()).isNull();
            assertThat(uids).containsExactly("null");
            assertThat(server.logins()).isEqualTo(2);
        }
    }

    /** As often as a poll would: 0 is Camel's own 500 ms. */
    @ParameterizedTest
    @CsvSource({"delay=0, 5", "delay=60&timeUnit=SECONDS, 2"})
    void waitingPausesBetweenLooks(String delay, int most) throws Exception {
        try (MaildropServer server = builder().start()) {
            route(server, delay, 1_500, route -> {});

            send();

            assertThat(uids).containsExactly("null");
            assertThat(server.logins()).isBetween(1, most);
        }
    }

    @Test
    void aLoginDelayIsKept() throws Exception {
        try (MaildropServer server = fill(
                builder()
                        .capabilitiesAfterLogin("UIDL", "TOP", "LOGIN-DELAY 3600")
                        .start(),
                2)) {
            route(server, "delay=1", 50, route -> {});

            send();
            send();

            assertThat(uids).containsExactly("uid-1", "null");
            assertThat(server.logins()).isEqualTo(1);
        }
    }

    @Test
    void waitingEndsWhenTheContextStops() throws Exception {
        try (MaildropServer server = builder().start()) {
            route(server, "delay=20", -1, route -> {});
            FutureTask<Exchange> waiting = inAnotherThread(this::send);
            RouteOnMaildrop.awaiting(() -> server.logins() > 1);

            context.stop();

            assertThat(waiting.get().getIn().getBody()).isNull();
        }
    }

    @Test
    void theSessionIsKeptAliveWhileTheRouteWorks() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = fill(builder().start(), 1)) {
            context.start();
            Pop3LiteEndpoint endpoint = context.getEndpoint(uri(server, ""), Pop3LiteEndpoint.class);
            OnDemandReader reader = new OnDemandReader(
                    endpoint, Objects.requireNonNull(endpoint.getExceptionHandler()), Duration.ofMillis(20));
            OnDemandReader.Look look = reader.look("me", null);
            FutureTask<Void> route = inAnotherThread(() -> {
                goOn.await();
                Objects.requireNonNull(look.delivery()).hear(Delivery.State.COMPLETED);
                return null;
            });

            RouteOnMaildrop.awaiting(() -> server.count("NOOP") > 2);
            goOn.countDown();
            route.get();

            assertThat(server.maildrop().size()).isZero();
            long noops = server.count("NOOP");
            RouteOnMaildrop.awaiting(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains("pop3lite-keep-alive")));
            assertThat(server.count("NOOP")).isLessThanOrEqualTo(noops + 1);
        }
    }

    @Test
    void aSessionThatIsLostWhileTheRouteWorksIsRepairedByTheNext() throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            route(server, "", 0, route -> route.process(exchange -> server.dropConnections(RESET)));

            send();
            assertThat(errors).isNotEmpty();
            assertThat(server.maildrop().size()).isEqualTo(2);
            send();
            send();

            assertThat(uids).containsExactly("uid-1", "uid-2", "null");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aConsumerTemplateCommitsWhenItsExchangeIsDone() throws Exception {
        try (MaildropServer server = fill(builder().exclusive().start(), 3)) {
            context.start();
            ConsumerTemplate template = context.createConsumerTemplate();
            String uri = uri(server, "");

            assertThat(template.receiveBodyNoWait(uri, String.class)).contains("mail 1");
            assertThat(server.maildrop().size()).isEqualTo(2);
            Exchange second = template.receive(uri);
            Exchange third = template.receive(uri, 10);
            assertThat(template.receive(uri)).isNull(); // it would wait for itself
            assertThat(server.maildrop().size()).isEqualTo(2);
            template.doneUoW(second);
            assertThat(server.maildrop().size()).isEqualTo(2);
            template.doneUoW(third);

            assertThat(server.maildrop().size()).isZero();
            assertThat(server.logins()).isEqualTo(2);
        }
    }

    @Test
    void whatNobodyHasCompletedIsGivenUpWhenTheContextStops() throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            context.start();
            ConsumerTemplate template = context.createConsumerTemplate();
            Exchange done = template.receive(uri(server, ""));
            Exchange forgotten = template.receive(uri(server, ""));
            template.doneUoW(done);
            assertThat(forgotten.getProperty(ExchangePropertyKey.BATCH_SIZE)).isNull();
            assertThat(server.openConnections()).isEqualTo(1);

            context.stop();

            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2");
        }
    }

    /** Camel stops an endpoint of that kind at once, while its message is still processed. */
    @Test
    void anEndpointForOneExchangeAloneCommitsToo() throws Exception {
        try (MaildropServer server = fill(builder().start(), 2)) {
            routes(from -> from.pollEnrich()
                    .constant(uri(server, ""))
                    .timeout(0)
                    .cacheSize(-1)
                    .process(this::see));

            send();
            send();

            assertThat(uids).containsExactly("uid-1", "uid-2");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aWrongOptionIsAnErrorThatSaysSo() throws Exception {
        try (MaildropServer server = builder().start()) {
            route(server, "fetch=HEADERS", 0, route -> {});
            assertThat(send().getException()).hasStackTraceContaining("With fetch=HEADERS say whether to delete");
            assertThat(server.connections()).isZero();
        }
        assertThatThrownBy(() -> context.createConsumerTemplate().receiveNoWait("pop3lite:localhost:1"))
                .hasStackTraceContaining("username and password are missing");
    }
}
