package io.maillite.camel.smtp;

import static io.maillite.camel.smtp.RouteToSink.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.smtp.SmtpTransientException;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads, few connections, and a server that ends or refuses some of them: whoever can be served is. */
class SmtpLiteManyThreadsTest {
    /** Longer than any of these tests may take: who is not woken hangs. */
    private static final String FOR_LONG = "acquireTimeout=1h";

    private static final Fault FULL = Fault.replyAndClose("421 4.7.0 too many connections");

    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final CountDownLatch hold = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        hold.countDown();
        threads.shutdownNow();
    }

    private List<Future<Exchange>> send(int messages, RouteToSink route) {
        List<Future<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            all.add(threads.submit(() -> route.send(TEXT)));
        }
        return all;
    }

    private static void assertDelivered(List<Future<Exchange>> all, SinkServer server) throws Exception {
        assertNoneFailed(all);
        assertThat(server.received()).hasSize(all.size());
    }

    private static void assertNoneFailed(List<Future<Exchange>> all) throws Exception {
        for (Future<Exchange> one : all) {
            assertThat(one.get().getException()).isNull();
        }
    }

    private static void awaiting(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).until(condition);
    }

    private static List<String> subjects(SinkServer server) {
        return server.received().stream()
                .map(message -> message.text().lines().findFirst().orElseThrow())
                .toList();
    }

    private static void awaitWaiting(int threads, RouteToSink route) {
        awaiting(() -> connections(route).waiting() == threads);
    }

    private static PoolState connections(RouteToSink route) {
        return route.context
                .getEndpoint(route.uri(), SmtpLiteEndpoint.class)
                .state()
                .connections();
    }

    @Test
    void manyAtOnceShareTheConnections() throws Exception {
        try (SinkServer server = SinkServer.builder().messagesAtMost(7).start();
                RouteToSink route = new RouteToSink(server, "maxConnections=4&" + FOR_LONG).start()) {
            assertDelivered(send(200, route), server);
            awaiting(() -> server.openConnections() <= 4);
            route.context.stop();
            awaiting(() -> server.openConnections() == 0);
        }
    }

    /** The connection that is free again may be one that others have used up, however often one looks. */
    @Test
    void whoMustHaveANewConnectionHasItWhateverTheOthersDo() throws Exception {
        try (SinkServer server = SinkServer.builder().messagesAtMost(1).start();
                RouteToSink route = new RouteToSink(server, "maxConnections=1&" + FOR_LONG).start()) {
            assertDelivered(send(200, route), server);
            assertThat(server.connections()).isEqualTo(200);
            assertThat(connections(route).opened()).isEqualTo(200);
        }
    }

    /** It takes one connection, and refuses each further one: who needs one waits for that. */
    @Test
    void aServerThatTakesFewerConnectionsIsSentEverythingOverThose() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=5").start()) {
            server.faults().once("MAIL", Fault.first(hold::await));
            List<Future<Exchange>> all = send(1, route);
            awaiting(() -> server.count("MAIL") == 1);
            server.faults().when("CONNECT", FULL);
            all.addAll(send(1, route));
            awaiting(() -> server.connections() >= 2);
            hold.countDown();

            assertDelivered(all, server);
            assertThat(connections(route).opened()).isEqualTo(1);
        }
    }

    /** The refusals come before those that were taken have said EHLO. */
    @Test
    void aServerThatTakesFewerIsSentEverythingAlsoWhenAllComeAtOnce() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=8&" + FOR_LONG).start()) {
            server.faults()
                    .times(2, "CONNECT", connection -> Fault.Next.EXECUTE)
                    .when("CONNECT", FULL)
                    .times(2, "EHLO", Fault.first(hold::await));
            List<Future<Exchange>> all = send(8, route);
            awaitWaiting(6, route);
            hold.countDown();

            assertDelivered(all, server);
            assertThat(connections(route).opened()).isEqualTo(2);
        }
    }

    @Test
    void thoseWhomAServerRefusesDoNotWaitForEachOther() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, FOR_LONG).start()) {
            server.faults().when("CONNECT", FULL);
            for (Future<Exchange> one : send(100, route)) {
                assertThat(one.get().getException()).hasMessageContaining("421 4.7.0 too many connections");
            }
            assertThat(connections(route).active()).isZero();
        }
    }

    /** Nor for those who come later, when the server takes connections again. */
    @Test
    void aServerThatRefusedEverybodyIsAskedForAllConnectionsAgain() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=8&" + FOR_LONG).start()) {
            server.faults().when("CONNECT", FULL);
            for (Future<Exchange> one : send(16, route)) {
                assertThat(one.get().getException()).isNotNull();
            }
            server.faults().clear();
            server.faults().times(8, "MAIL", Fault.first(hold::await));
            List<Future<Exchange>> all = send(8, route);
            awaiting(() -> connections(route).active() == 8);
            hold.countDown();

            assertDelivered(all, server);
        }
    }

    @Test
    void whoHasWaitedLongestIsNext() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=1&" + FOR_LONG).start()) {
            server.faults().once("MAIL", Fault.first(hold::await));
            List<Future<Exchange>> all = send(1, route);
            awaiting(() -> server.count("MAIL") == 1);
            for (int i = 1; i < 8; i++) {
                String text = "Subject: " + i + "\r\n\r\n";
                all.add(threads.submit(() -> route.send(text)));
                awaitWaiting(i, route);
            }
            hold.countDown();

            assertDelivered(all, server);
            assertThat(subjects(server).subList(1, 8))
                    .containsExactly(
                            "Subject: 1",
                            "Subject: 2",
                            "Subject: 3",
                            "Subject: 4",
                            "Subject: 5",
                            "Subject: 6",
                            "Subject: 7");
        }
    }

    /** Nor does the server hear of all the others, one after the other. */
    @Test
    void whomTheServerRefusesAConnectionIsNotSentToTheEndOfTheQueue() throws Exception {
        CountDownLatch refuse = new CountDownLatch(1);
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=2&" + FOR_LONG).start()) {
            server.faults().once("MAIL", Fault.first(hold::await));
            List<Future<Exchange>> all = send(1, route);
            awaiting(() -> server.count("MAIL") == 1);
            server.faults().when("CONNECT", connection -> {
                refuse.await();
                return FULL.before(connection);
            });
            all.add(threads.submit(() -> route.send("Subject: refused\r\n\r\n")));
            awaiting(() -> server.connections() == 2);
            all.addAll(send(10, route));
            awaitWaiting(10, route);
            refuse.countDown();
            awaitWaiting(11, route);
            hold.countDown();

            assertDelivered(all, server);
            assertThat(subjects(server).indexOf("Subject: refused")).isLessThan(11); // which is the last
            assertThat(server.connections()).isLessThan(12); // it hears not of all
        }
    }

    /** A connection that we have ended is one of those that the server counts, until it has noticed. */
    @Test
    void aServerThatCountsAnEndedConnectionForAMomentIsCalledAgain() throws Exception {
        try (SinkServer server = SinkServer.builder().messagesAtMost(1).start();
                RouteToSink route = new RouteToSink(server, "maxConnections=1").start()) {
            assertThat(route.send(TEXT).getException()).isNull();
            server.faults().once("CONNECT", FULL);
            assertThat(route.send(TEXT).getException()).isNull();
            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void whoWaitsIsServedThoughTheServerWasAwayForAMoment() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=1&" + FOR_LONG).start()) {
            server.faults().once("MAIL", Fault.first(hold::await));
            List<Future<Exchange>> all = send(1, route);
            awaiting(() -> server.count("MAIL") == 1);
            all.addAll(send(3, route));
            awaitWaiting(3, route);
            server.faults().times(3, "CONNECT", Fault.end(Ending.DROP));
            server.dropConnections(Ending.DROP);
            hold.countDown();

            int failed = 0;
            for (Future<Exchange> one : all) {
                failed += one.get().getException() == null ? 0 : 1;
            }
            assertThat(failed).isLessThanOrEqualTo(3);
            assertThat(server.received()).hasSize(4 - failed);
        }
    }

    /** With its QUIT on the way it takes its place up, and then nobody has given anything back. */
    @Test
    void aMessageThatComesWhenTheOnlyConnectionHasBeenIdleForTooLongIsSent() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=1&idleTimeout=50&" + FOR_LONG).start()) {
            server.faults().once("QUIT", Fault.first(hold::await));
            assertThat(route.send(TEXT).getException()).isNull();
            awaiting(() -> server.count("QUIT") == 1);
            List<Future<Exchange>> next = send(1, route);
            awaitWaiting(1, route);
            hold.countDown();

            assertThat(next.get(0).get().getException()).isNull();
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void whoWaitsWhenTheRouteStopsIsToldAndNotInterrupted() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=1&" + FOR_LONG).start()) {
            server.faults().once("MAIL", Fault.first(hold::await));
            send(1, route);
            awaiting(() -> server.count("MAIL") == 1);
            Future<Boolean> isInterrupted = threads.submit(() -> {
                assertThat(route.send(TEXT).getException())
                        .isInstanceOf(SmtpTransientException.class)
                        .hasMessageContaining("The endpoint is stopped");
                return Thread.interrupted();
            });
            awaitWaiting(1, route);
            route.context.getShutdownStrategy().setTimeout(1);
            route.context.stop();
            hold.countDown();
            assertThat(isInterrupted.get()).isFalse();
        }
    }

    @Test
    void aThreadThatIsInterruptedSendsOverAConnectionThatIsThere() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            assertDelivered(send(1, route), server);
            Thread.currentThread().interrupt();
            Exchange sent = route.send(TEXT);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(sent.getException()).isNull();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aStopThatWaitsForFarewellsKeepsNobodyFromLooking() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            SmtpLiteEndpoint endpoint = route.context.getEndpoint(route.uri(), SmtpLiteEndpoint.class);
            server.faults().when("QUIT", Fault.first(hold::await));
            assertThat(route.send(TEXT).getException()).isNull();
            Future<Boolean> stop = threads.submit(() -> {
                route.context.getRouteController().stopRoute("out");
                return true;
            });
            awaiting(() -> endpoint.state().producers() == 0);
            assertThat(endpoint.state().connections().closed()).isEqualTo(1);
            assertThat(stop.isDone()).isFalse();
            hold.countDown();
            assertThat(stop.get()).isTrue();
        }
    }

    @Test
    void aServerThatEndsTheSessionRightBehindItsGreetingIsQuoted() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().when("EHLO", Fault.reply("250 localhost\r\n421 4.3.2 load too high"));
            assertThat(route.send(TEXT).getException())
                    .isInstanceOf(SmtpTransientException.class)
                    .hasMessageContaining("421 4.3.2 load too high");
        }
    }

    /** The first connection was served its commands in groups all the time: it has only not been given back yet. */
    @Test
    void whatOneConnectionShowsIsKnownToTheOthersWhenItIsGivenBack() throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.inClear().countingWaits())
                        .start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().once(".", Fault.first(hold::await));
            List<Future<Exchange>> first = send(1, route);
            awaiting(() -> server.count("BDAT") == 1);
            server.faults().once("MAIL", Fault.end(Ending.DROP));
            assertThat(route.send(TEXT).getException()).isNull();
            hold.countDown();
            assertNoneFailed(first);
            assertThat(server.received()).hasSize(2);

            route.context.getEndpoint(route.uri(), SmtpLiteEndpoint.class).clearIdleConnections();
            awaiting(() -> server.openConnections() == 0);
            long before = server.waits();
            assertThat(route.send(TEXT).getException()).isNull();
            assertThat(server.waits() - before).isLessThan(4); // which is EHLO, MAIL, RCPT and BDAT, one by one
        }
    }
}
