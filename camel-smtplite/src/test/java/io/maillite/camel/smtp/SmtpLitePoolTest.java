package io.maillite.camel.smtp;

import static io.maillite.camel.smtp.RouteToSink.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.smtp.DeliveryInDoubtException;
import io.maillite.smtp.SmtpTransientException;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.SinkServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpLitePoolTest {

    @Test
    void aConnectionIsKeptAndStoppedWithQuit() throws Exception {
        try (SinkServer server = SinkServer.start()) {
            try (RouteToSink route = new RouteToSink(server, "").start()) {
                for (int i = 0; i < 10; i++) {
                    assertThat(route.send(TEXT).getException()).isNull();
                }
                assertThat(server.connections()).isEqualTo(1);
                route.context.getRouteController().stopRoute("out");
                assertThat(server.count("QUIT")).isEqualTo(1);
                await().until(() -> server.openConnections() == 0);
                route.context.getRouteController().startRoute("out");
                assertThat(route.send(TEXT).getException()).isNull();
            }
            assertThat(server.count("QUIT")).isEqualTo(2);
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void m48AfterARefusalTheConnectionIsResetOnceAndUsedAgain() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().once("MAIL", Fault.reply("550 5.7.1 no"));
            assertThat(route.send(TEXT).getException()).isNotNull();
            assertThat(route.send(TEXT).getException()).isNull();
            assertThat(route.send(TEXT).getException()).isNull();
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.count("RSET")).isEqualTo(1);
        }
    }

    @Test
    void m51MessagesPerConnection() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxMessagesPerConnection=3").start()) {
            for (int i = 0; i < 7; i++) {
                assertThat(route.send(TEXT).getException()).isNull();
            }
            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.count("QUIT")).isEqualTo(2);
        }
    }

    @Test
    void m51AnIdleConnectionIsEndedWithQuit() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "idleTimeout=200").start()) {
            assertThat(route.send(TEXT).getException()).isNull();
            await().until(() -> server.openConnections() == 0);
            assertThat(server.count("QUIT")).isEqualTo(1);
            assertThat(route.send(TEXT).getException()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void aConnectionThatWasClosedMeanwhileIsReplaced(Ending how) throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            for (int i = 0; i < 10; i++) {
                assertThat(route.send(TEXT).getException()).isNull();
                server.dropConnections(how);
                await().until(() -> server.openConnections() == 0);
                Exchange next = route.send(TEXT);
                // what was on its way in one go when the connection turned out to be dead is in doubt, and said to be
                if (next.getException() != null) {
                    assertThat(next.getException()).isInstanceOf(DeliveryInDoubtException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHUNKING", "CHUNKING PIPELINING"})
    void aConnectionThatWasClosedMeanwhileIsReplacedAndTheMessageSentOnce(String without) throws Exception {
        try (SinkServer server =
                        SinkServer.builder().without(without.split(" ")).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            for (int i = 0; i < 10; i++) {
                assertThat(route.send(TEXT).getException()).isNull();
                server.dropConnections(i % 2 == 0 ? Ending.DROP : Ending.RESET);
                await().until(() -> server.openConnections() == 0);
                assertThat(route.send(TEXT).getException()).isNull();
            }
            assertThat(server.received()).hasSize(20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void m22ClosingOnAUsedConnectionGoesOnceMoreOverANewOne(String at) throws Exception {
        try (SinkServer server = SinkServer.builder().without("CHUNKING").start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            assertThat(route.send(TEXT).getException()).isNull();
            server.faults().once(at, Fault.replyAndClose("421 4.3.2 closing"));
            assertThat(route.send(TEXT).getException()).isNull();
            assertThat(server.received()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);

            server.faults().times(2, at, Fault.replyAndClose("421 4.3.2 closing"));
            assertThat(route.send(TEXT).getException()).isInstanceOf(SmtpTransientException.class);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void m22ClosingOnANewConnectionIsTheOutcome() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().once("MAIL", Fault.replyAndClose("421 4.3.2 closing"));
            assertThat(route.send(TEXT).getException()).isInstanceOf(SmtpTransientException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void m50ClosingAfterSomeMessagesIsNotNoticed() throws Exception {
        try (SinkServer server = SinkServer.builder().messagesAtMost(5).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            for (int i = 0; i < 23; i++) {
                assertThat(route.send(TEXT).getException()).isNull();
            }
            assertThat(server.received()).hasSize(23);
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    void aServerThatHangsUpOnPipelinedCommandsIsServedOneByOne() throws Exception {
        try (SinkServer server = SinkServer.builder().dropsPipelined().start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            for (int i = 0; i < 3; i++) {
                assertThat(route.send(TEXT).getException()).isNull();
            }
            assertThat(server.received()).hasSize(3);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionLostAmongPipelinedCommandsIsNoReasonToGoOneByOneOnceTheyWereServed() throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.inClear().countingWaits())
                        .start();
                RouteToSink route = new RouteToSink(server, "maxMessagesPerConnection=1").start()) {
            assertThat(route.send(TEXT).getException()).isNull();
            await().until(() -> server.openConnections() == 0);
            long pipelined = server.waits();

            server.faults().once("MAIL", Fault.end(Ending.DROP));
            assertThat(route.send(TEXT).getException()).isNull();
            await().until(() -> server.openConnections() == 0);

            long before = server.waits();
            assertThat(route.send(TEXT).getException()).isNull();
            await().until(() -> server.openConnections() == 0);
            assertThat(server.waits() - before).isEqualTo(pipelined);
            assertThat(server.received()).hasSize(3);
        }
    }

    @Test
    void waitsForAFreeConnectionWithABound() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "maxConnections=1&acquireTimeout=100").start()) {
            server.faults().once("MAIL", Fault.first(hold::await));
            Future<Exchange> first = executor.submit(() -> route.send(TEXT));
            await().until(() -> server.count("EHLO") == 1);
            Exchange second = route.send(TEXT);
            assertThat(second.getException())
                    .isInstanceOf(SmtpTransientException.class)
                    .hasMessageContaining("acquireTimeout")
                    .hasMessageContaining("maxConnections");
            hold.countDown();
            assertThat(first.get().getException()).isNull();
            assertThat(route.send(TEXT).getException()).isNull();
        } finally {
            hold.countDown();
            executor.shutdownNow();
        }
    }

    @Test
    void aServerThatTakesNoConnectionSaysSoAtOnce() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().when("CONNECT", Fault.replyAndClose("421 4.7.0 too many connections"));
            assertThat(route.send(TEXT).getException())
                    .isInstanceOf(SmtpTransientException.class)
                    .hasMessageContaining("421 4.7.0 too many connections");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void m51StoppedInTheMiddleOfASendNothingIsLeftOpenAndTheSendSaysWhatIsKnown() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().once(".", Fault.silence());
            Future<Exchange> hanging = executor.submit(() -> route.send(TEXT));
            await().until(() -> server.count("BDAT") == 1);
            route.context.getShutdownStrategy().setTimeout(1);
            route.context.stop();
            assertThat(hanging.get().getException()).isInstanceOf(DeliveryInDoubtException.class);
            await().until(() -> server.openConnections() == 0);
        } finally {
            executor.shutdownNow();
        }
    }
}
