package io.maillite.camel.pop3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts and stops at bad moments, by whoever may do that. */
class Pop3LiteLifeCycleTest {
    private static MaildropServerBuilder server() {
        return MaildropServer.builder().account("user", "secret-of-user");
    }

    private static void fill(MaildropServer server, int count) {
        server.maildrop().addMany(count, i -> MessageContent.generated("mail " + i, 200));
    }

    private static FutureTask<Void> inAnotherThread(Action action) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            action.run();
            return null;
        });
        new Thread(task).start();
        return task;
    }

    private interface Action {
        void run() throws Exception;
    }

    /** As the {@code master} component does, and route policies. */
    @Test
    void aConsumerThatIsStoppedByItselfCommitsWhatHasCompleted() throws Exception {
        CountDownLatch isInFlight = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "prefetch=1").processing(exchange -> {
                    if ("uid-2".equals(exchange.getMessage().getHeader(Pop3LiteHeaders.UID))) {
                        isInFlight.countDown();
                        goOn.await();
                    }
                })) {
            route.start();
            fill(server, 10);
            FutureTask<Void> poll = inAnotherThread(route::poll);
            isInFlight.await();
            Pop3LiteConsumer consumer = route.consumer();
            FutureTask<Void> stop = inAnotherThread(consumer::stop);
            RouteOnMaildrop.awaiting(consumer::isStopping);
            goOn.countDown();
            stop.get(60, TimeUnit.SECONDS);
            poll.get(60, TimeUnit.SECONDS);

            assertThat(route.uids()).containsExactly("uid-1", "uid-2");
            assertThat(server.maildrop().uniqueIds()).hasSize(8).doesNotContain("uid-1", "uid-2");
            assertThat(server.commits()).isEqualTo(1);
        }
    }

    /** Who has waited for it in vain is not made to wait again. */
    @Test
    void aRouteWhoseTimeIsOverDropsItsSessionAlsoWhenItIsBeingStoppedOtherwise() throws Exception {
        CountDownLatch isInFlight = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").processing(exchange -> {
                    isInFlight.countDown();
                    goOn.await();
                })) {
            route.start();
            route.context.getShutdownStrategy().setTimeout(3600);
            fill(server, 1);
            FutureTask<Void> poll = inAnotherThread(route::poll);
            isInFlight.await();
            Pop3LiteConsumer consumer = route.consumer();
            FutureTask<Void> stop = inAnotherThread(consumer::stop);
            RouteOnMaildrop.awaiting(consumer::isStopping);
            route.context.getRouteController().stopRoute("mail", 1, TimeUnit.SECONDS);

            RouteOnMaildrop.awaiting(stop::isDone);
            goOn.countDown();
            RouteOnMaildrop.awaiting(poll::isDone);
            assertThat(server.maildrop().size()).isEqualTo(1);
            route.context.getShutdownStrategy().setTimeout(30);
        }
    }

    /** Camel does not ask such a route to end, and waits for it all the same; nobody waits as long once more. */
    @Test
    void aDeferredRouteWhoseTimeIsOverDropsItsSession() throws Exception {
        CountDownLatch isInFlight = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            DefaultShutdownStrategy impatient = new DefaultShutdownStrategy(route.context) {
                @Override
                public void shutdown(CamelContext context, List<RouteStartupOrder> routes, long time, TimeUnit unit)
                        throws Exception {
                    super.shutdown(context, routes, 1, TimeUnit.SECONDS);
                }
            };
            impatient.setTimeout(3600);
            route.context.setShutdownStrategy(impatient);
            route.start(from -> from.shutdownRoute(ShutdownRoute.Defer).process(exchange -> {
                isInFlight.countDown();
                goOn.await();
            }));
            fill(server, 1);
            FutureTask<Void> poll = inAnotherThread(route::poll);
            isInFlight.await();
            FutureTask<Void> stop = inAnotherThread(route.context::stop);
            try {
                RouteOnMaildrop.awaiting(stop::isDone);
            } finally {
                goOn.countDown();
            }
            RouteOnMaildrop.awaiting(poll::isDone);
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** As Camel does with one that did not come to rest when it was to be suspended. */
    @Test
    void aConsumerThatWasStoppedAndIsResumedPolls() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            Pop3LiteConsumer consumer = route.consumer();
            consumer.stop();
            consumer.suspend();
            assertThat(consumer.pollNow()).startsWith("Not polled");
            consumer.resume();
            fill(server, 1);

            assertThat(route.poll()).isEqualTo(1);
            assertThat(consumer.state().uses()).containsExactly("route mail");
        }
    }

    @Test
    void aConsumerWhoseRouteFailsToStopIsStartedAnew() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        class Stubborn extends ServiceSupport implements Processor {
            @Override
            public void process(Exchange exchange) {}

            @Override
            protected void doStop() {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("does not stop, says the test");
                }
            }
        }
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start(from -> from.process(new Stubborn()))) {
            Pop3LiteConsumer consumer = route.consumer();
            assertThatThrownBy(consumer::stop).hasMessageContaining("does not stop");
            assertThat(consumer.state().uses()).isEmpty();
            consumer.start();
            fill(server, 1);

            assertThat(route.poll()).isEqualTo(1);
            assertThat(consumer.state().uses()).containsExactly("route mail");
        }
    }

    /** As Camel does with one whose stop is called off ({@code abortAfterTimeout}). */
    @Test
    void aConsumerThatIsStartedInsteadOfResumedIsTheSameUser() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            Pop3LiteConsumer consumer = route.consumer();
            consumer.suspend();
            consumer.start();
            fill(server, 1);
            assertThat(route.poll()).isEqualTo(1);

            consumer.stop();
            assertThat(consumer.state().uses()).isEmpty();
        }
    }

    @Test
    void aConsumerThatItsOwnExchangeStopsIsNotWaitedFor() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.processing(exchange -> route.consumer().stop()).start();
            route.context.getShutdownStrategy().setTimeout(3600);
            fill(server, 1);
            FutureTask<Void> poll = inAnotherThread(route::poll);
            RouteOnMaildrop.awaiting(poll::isDone);

            assertThat(server.maildrop().size()).isEqualTo(1);
            route.context.getShutdownStrategy().setTimeout(30);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAT", "UIDL", "LIST"})
    void aSessionThatIsStillListingIsDropped(String silentAt) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "pipelining=OFF&readTimeout=180000").start()) {
            fill(server, 1);
            server.faults().when(silentAt, Fault.silence());
            FutureTask<Void> poll = inAnotherThread(route::poll);
            RouteOnMaildrop.awaiting(() -> server.count(silentAt) == 1);
            route.context.getShutdownStrategy().setTimeout(1);
            route.context.getRouteController().stopRoute("mail");

            RouteOnMaildrop.awaiting(poll::isDone);
            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0);
        }
    }

    @Test
    void aServerThatIsSilentDoesNotKeepTheContextFromStopping() throws Exception {
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.getShutdownStrategy().setTimeout(1);
            context.start();
            fill(server, 1);
            server.faults().when("QUIT", Fault.silence());
            Exchange received = context.createConsumerTemplate()
                    .receive(
                            "pop3lite:" + server.host() + ":" + server.port()
                                    + "?username=user&password=secret-of-user&tls=NONE&quitTimeout=180000",
                            10_000);
            assertThat(received).isNotNull();
            FutureTask<Void> stop = inAnotherThread(context::stop);

            RouteOnMaildrop.awaiting(stop::isDone);
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** A database that is down when the application starts. */
    @Test
    void aRepositoryThatDoesNotStartIsStartedWithTheRouteLater() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository() {
            @Override
            protected void doStart() throws Exception {
                if (starts.incrementAndGet() <= 2) {
                    throw new IllegalStateException("the database is down");
                }
                super.doStart();
            }
        };
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#ids")) {
            route.bind("ids", repository);
            route.context.setRouteController(route.context.getRouteController().supervising());
            route.context.getRouteController().supervising().setInitialDelay(0);
            route.context.getRouteController().supervising().setBackOffDelay(50);
            route.start();
            RouteOnMaildrop.awaiting(() ->
                    route.context.getRouteController().getRouteStatus("mail").isStarted());
            fill(server, 3);

            assertThat(route.poll()).isEqualTo(3);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** A bridge is for what fails beside the route. */
    @Test
    void whatFailsInTheRouteTheErrorHandlerGetsOnce() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        try (MaildropServer server = server().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class)
                            .process(exchange -> handled.add(exchange.getMessage()
                                    .getBody(String.class)
                                    .lines()
                                    .findFirst()
                                    .orElse("")));
                    from("pop3lite:" + server.host() + ":" + server.port()
                                    + "?username=user&password=secret-of-user&tls=NONE&startScheduler=false"
                                    + "&bridgeErrorHandler=true")
                            .routeId("mail")
                            .process(exchange -> {
                                throw new IllegalStateException("no");
                            });
                }
            });
            context.start();
            server.maildrop().add(MessageContent.of("Subject: one\r\n\r\nmail\r\n".getBytes(US_ASCII)));
            Pop3LiteConsumer consumer =
                    (Pop3LiteConsumer) context.getRoute("mail").getConsumer();
            consumer.poll();
            assertThat(handled).containsExactly("Subject: one");

            server.faults().once("UIDL", Fault.reply("-ERR not now"));
            consumer.run();
            assertThat(handled).hasSize(2);
        }
    }

    @Test
    void aComponentThatIsGoneDoesNotLeaveAPollWaiting() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 1);
            assertThat(route.poll()).isEqualTo(1);
            route.context.removeComponent("pop3lite");
            fill(server, 1);
            FutureTask<Void> poll = inAnotherThread(route::poll);

            RouteOnMaildrop.awaiting(poll::isDone);
            assertThat(server.maildrop().size()).isZero();
        }
    }
}
