package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.smtp.Outcome;
import io.maillite.smtp.SendResult;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.SinkServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint learns of its server, and what servers do to batches. */
class SmtpLiteCautionTest {
    private static List<Exchange> batch(RouteToSink route, int count) {
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(route.exchange("Subject: " + i + "\r\n\r\n", Map.of(SmtpLiteHeaders.TO, "r" + i + "@example.org")));
        }
        return all;
    }

    private static void assertAllThereOnce(SinkServer server, int count) {
        assertThat(server.received()).hasSize(count);
        assertThat(server.received().stream().flatMap(one -> one.addresses().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aServerThatLosesWhatFollowsAMessageIsAskedOnce() throws Exception {
        try (SinkServer server = SinkServer.builder().without("CHUNKING").start();
                RouteToSink route = new RouteToSink(server, "readTimeout=1000").start()) {
            server.faults().once("NOOP", Fault.noAnswer());
            assertThat(route.send(batch(route, 20)).getException()).isNull();
            assertThat(route.send(batch(route, 20).iterator()).getException()).isNull();

            assertThat(server.received()).hasSize(40);
            assertThat(server.count("NOOP")).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void nobodyIsAskedBehindSingleMessages() throws Exception {
        try (SinkServer server = SinkServer.builder().without("CHUNKING").start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            batch(route, 3).forEach(one -> assertThat(route.send(
                                    one.getMessage().getBody(), one.getMessage().getHeaders())
                            .getException())
                    .isNull());
            assertAllThereOnce(server, 3);
            assertThat(server.count("NOOP")).isZero();
        }
    }

    @Test
    void oneThatRefusesItKeepsItsConnection() throws Exception {
        try (SinkServer server = SinkServer.builder().without("CHUNKING").start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().once("NOOP", Fault.reply("503 pipelined after end of DATA"));
            assertThat(route.send(batch(route, 20)).getException()).isNull();

            assertAllThereOnce(server, 20);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** What the first one holds is taken for commands. */
    @Test
    void aServerWithoutTheChunksThatItOffersGetsMessagesByData() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().once("BDAT", Fault.reply("502 5.5.1 what is that"));
            assertThat(route.send(batch(route, 20)).getException()).isNull();

            assertAllThereOnce(server, 20);
            assertThat(server.count("BDAT")).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING", "CHUNKING PIPELINING"})
    void messagesThatHaveTheServerHangUpKeepNoOthersFromBeingSent(String without) throws Exception {
        try (SinkServer server =
                        SinkServer.builder().without(without.split(" ")).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            for (int i = 0; i < 4; i++) {
                server.faults().times(3, "RCPT TO:<r" + i + "@example.org>", Fault.end(Ending.DROP));
            }
            List<Exchange> batch = batch(route, 30);
            route.send(batch);

            assertAllThereOnce(server, 26);
            assertThat(batch.subList(0, 4)).allMatch(one -> one.getException() != null);
            assertThat(batch.subList(4, 30)).allMatch(one -> one.getException() == null);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',1", "'',5", "CHUNKING,1", "CHUNKING,5"})
    void aServerThatEndsEachSessionSoonGetsThemAllAllTheSame(String without, int atMost) throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .without(without.split(" "))
                        .messagesAtMost(atMost)
                        .start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            Exchange sent = route.send(batch(route, 40));

            assertThat(sent.getException()).isNull();
            assertAllThereOnce(server, 40);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING"})
    void recipientsWhoAreRefusedCostNoConnection(String without) throws Exception {
        try (SinkServer server =
                        SinkServer.builder().without(without.split(" ")).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            for (int i = 0; i < 30; i++) {
                server.faults().when("RCPT TO:<r" + i + "@example.org>", Fault.reply("550 5.1.1 nobody"));
            }
            route.send(batch(route, 40));

            assertAllThereOnce(server, 10);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Nothing is more worth a bound than what ends in doubt. */
    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING"})
    void aServerThatHangsUpAtEachMessageIsGivenUp(String without) throws Exception {
        try (SinkServer server =
                        SinkServer.builder().without(without.split(" ")).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().when(".", Fault.end(Ending.DROP));
            Exchange sent = route.send(batch(route, 400));

            assertThat(sent.getException()).isNotNull();
            assertThat(server.connections()).isLessThan(15);
        }
    }

    /** Each message is told, and the server is not asked for each. */
    @Test
    void aServerThatTakesNothingIsGivenUp() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().when("RCPT", Fault.end(Ending.DROP));
            Exchange sent = route.send(batch(route, 100));

            @SuppressWarnings("unchecked")
            List<SendResult> results = sent.getMessage().getHeader(SmtpLiteHeaders.RESULTS, List.class);
            assertThat(results).hasSize(100).allMatch(result -> result.outcome() == Outcome.TRANSIENT);
            assertThat(results.get(99).failure().orElseThrow()).hasMessageContaining("No connection lasts");
            assertThat(server.connections()).isLessThan(20);
        }
    }
}
