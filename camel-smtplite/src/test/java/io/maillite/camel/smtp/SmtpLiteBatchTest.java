package io.maillite.camel.smtp;

import static io.maillite.camel.smtp.RouteToSink.TEXT;
import static io.maillite.camel.smtp.RouteToSink.present;
import static io.maillite.camel.smtp.RouteToSink.redelivering;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.smtp.Outcome;
import io.maillite.smtp.SendResult;
import io.maillite.smtp.SmtpBatchException;
import io.maillite.smtp.SmtpPermanentException;
import io.maillite.testkit.log.CapturedLog;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SmtpPath;
import io.maillite.testkit.smtp.Verdicts;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpLiteBatchTest {
    private static final Verdicts BY_NAME = new Verdicts() {
        @Override
        public @Nullable String recipient(SmtpPath recipient, int accepted) {
            return recipient.address().startsWith("never") ? "550 5.1.1 nobody" : null;
        }
    };

    private static List<Exchange> exchanges(RouteToSink route, int count) {
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(route.exchange("Subject: " + i + "\r\n\r\n", Map.of(SmtpLiteHeaders.TO, "r" + i + "@example.org")));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<SendResult> results(Exchange sent) {
        return (List<SendResult>) sent.getMessage().getHeader(SmtpLiteHeaders.RESULTS);
    }

    @Test
    void eachElementHasItsOwnEnvelopeAndResult() throws Exception {
        try (SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            List<Exchange> batch = exchanges(route, 5);
            batch.get(2).getIn().setHeader(SmtpLiteHeaders.TO, "never@example.org");
            batch.get(3).getIn().setBody("no message");
            batch.get(4).getIn().setHeader(SmtpLiteHeaders.FROM, "");
            Exchange sent = route.send(batch);

            assertThat(sent.getException())
                    .isInstanceOfSatisfying(SmtpBatchException.class, e -> assertThat(e.results())
                            .isEqualTo(results(sent)))
                    .hasMessageStartingWith("3 of 5");
            assertThat(results(sent))
                    .extracting(SendResult::outcome)
                    .containsExactly(
                            Outcome.DELIVERED,
                            Outcome.DELIVERED,
                            Outcome.PERMANENT,
                            Outcome.PERMANENT,
                            Outcome.PERMANENT);
            assertThat(batch.get(0).getException()).isNull();
            assertThat(batch.get(0).getMessage().getHeader(SmtpLiteHeaders.REPLY_CODE))
                    .isEqualTo(250);
            assertThat(batch.get(2).getException()).isInstanceOf(SmtpPermanentException.class);
            assertThat(batch.get(2).getMessage().getHeader(SmtpLiteHeaders.REPLY_CODE))
                    .isEqualTo(550);
            assertThat(batch.get(3).getException()).hasMessageContaining("header field");
            assertThat(batch.get(4).getException()).hasMessageContaining("sender");
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(List.of("r0@example.org"), List.of("r1@example.org"));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void messagesAndIteratorsAndWhatIsNeither() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            List<Message> messages =
                    exchanges(route, 3).stream().map(Exchange::getMessage).toList();
            Exchange sent = route.send(messages.iterator());
            assertThat(sent.getException()).isNull();
            assertThat(results(sent)).hasSize(3);
            assertThat(messages.get(2).getHeader(SmtpLiteHeaders.REPLY_CODE)).isEqualTo(250);

            assertThat(route.send(List.of()).getException()).isNull();
            assertThat(route.send(List.of(TEXT)).getException())
                    .isInstanceOf(SmtpBatchException.class)
                    .hasMessageContaining("no Exchange or Message");
            assertThat(server.received()).hasSize(3);
        }
    }

    /** Thrown on, it would make Camel send the first again. */
    @Test
    void anErrorOnTheWayToTheNextConnectionHidesNotWhatWasDelivered() throws Exception {
        AtomicInteger logins = new AtomicInteger();
        Supplier<String> tokens = () -> {
            if (logins.incrementAndGet() > 1) {
                throw new StackOverflowError("of the test");
            }
            return "token";
        };
        try (SinkServer server = SinkServer.builder()
                        .accounts(Accounts.of("user", "password", "token"))
                        .messagesAtMost(3)
                        .start();
                RouteToSink route = new RouteToSink(server, "username=user&accessTokenProvider=#token")
                        .bind("token", tokens)
                        .start()) {
            Exchange sent = route.send(exchanges(route, 5));

            assertThat(sent.getException())
                    .isInstanceOf(SmtpBatchException.class)
                    .hasMessageContaining("StackOverflowError: of the test");
            assertThat(results(sent))
                    .extracting(SendResult::outcome)
                    .containsExactly(
                            Outcome.DELIVERED,
                            Outcome.DELIVERED,
                            Outcome.DELIVERED,
                            Outcome.TRANSIENT,
                            Outcome.TRANSIENT);
            assertThat(server.received()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING", "CHUNKING PIPELINING"})
    void aBatchGoesOverAsManyConnectionsAsItTakes(String without) throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .without(without.split(" "))
                        .messagesAtMost(40)
                        .start();
                RouteToSink route = new RouteToSink(server, "maxMessagesPerConnection=30").start()) {
            Exchange sent = route.send(exchanges(route, 100));
            assertThat(sent.getException()).isNull();
            assertThat(results(sent)).hasSize(100);
            assertThat(server.received()).hasSize(100);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING", "CHUNKING PIPELINING"})
    void whatWasNotSentWhenAConnectionWasClosedGoesOverANewOne(String without) throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .without(without.split(" "))
                        .messagesAtMost(30)
                        .start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            Exchange sent = route.send(exchanges(route, 100));
            assertThat(sent.getException()).isNull();
            assertThat(server.received()).hasSize(100);
            assertThat(server.received().stream().map(Received::addresses).distinct())
                    .hasSize(100);
        }
    }

    @Test
    void afterABrokenConnectionEachElementIsDeliveredNotSentOrInDoubtAndSaysSo() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = new RouteToSink(server, "").start()) {
            server.faults().after(50, ".", Fault.executeThenEnd(Ending.DROP));
            Exchange sent = route.send(exchanges(route, 200));
            List<SendResult> results = results(sent);

            assertThat(sent.getException()).isInstanceOf(SmtpBatchException.class);
            assertThat(results).hasSize(200);
            assertThat(results).extracting(SendResult::outcome).containsOnly(Outcome.DELIVERED, Outcome.IN_DOUBT);
            for (int i = 0; i < 200; i++) {
                String recipient = "r" + i + "@example.org";
                int stored =
                        server.received(r -> r.addresses().contains(recipient)).size();
                if (results.get(i).outcome() == Outcome.DELIVERED) {
                    assertThat(stored).isEqualTo(1);
                } else {
                    assertThat(stored).isLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void aRedeliveryOfABatchSendsOnlyWhatFailed() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server)) {
            server.faults().times(2, "RCPT TO:<r7@example.org>", Fault.reply("450 4.2.1 later"));
            Exchange sent = route.send(exchanges(route, 20));
            assertThat(sent.getException()).isNull();
            assertThat(results(sent)).hasSize(20).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(server.received()).hasSize(20);

            server.forget();
            server.faults().once("RCPT TO:<r7@example.org>", Fault.reply("450 4.2.1 later"));
            Iterator<Exchange> once = exchanges(route, 20).iterator();
            Exchange failed = route.send(once);
            assertThat(failed.getException()).isInstanceOf(SmtpBatchException.class);
            assertThat(results(failed)).hasSize(20);
            assertThat(server.received()).hasSize(19);
        }
    }

    @Test
    void thatSomeRecipientsAreEnoughIsSaidOnce() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                SinkServer server = SinkServer.builder().verdicts(BY_NAME).start();
                RouteToSink route = redelivering(server, "partialDelivery=ACCEPT")) {
            server.faults().once("RCPT TO:<r1@example.org>", Fault.reply("450 4.2.1 later"));
            List<Exchange> batch = exchanges(route, 2);
            batch.get(0).getMessage().setHeader(SmtpLiteHeaders.TO, "r0@example.org, never-again@example.org");
            Exchange sent = route.send(batch);

            assertThat(sent.getException()).isNull();
            assertThat(server.received()).hasSize(2);
            assertThat(log.lines("never-again@example.org")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIteratorThatFailsDoublesNothingWhenTheBatchIsRedelivered(boolean inNext) throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server)) {
            Exchange sent = route.send(new FailingOnce(exchanges(route, 10), 5, inNext));
            assertThat(sent.getException()).isNull();
            assertThat(results(sent)).hasSize(10).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(server.received())
                    .extracting(received -> received.addresses().get(0))
                    .doesNotHaveDuplicates()
                    .hasSize(10);

            server.forget();
            Iterator<Exchange> once = new FailingOnce(exchanges(route, 10), 5, inNext).iterator();
            assertThat(route.send(once).getException())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the 5 messages that it gave before that were delivered");
            assertThat(server.received()).hasSize(5);
        }
    }

    /** A collection whose first iterator fails at an element: a cursor that is lost, a list that is changed. */
    private static final class FailingOnce extends AbstractList<Exchange> {
        private final List<Exchange> all;
        private final int failsAt;
        private final boolean inNext;
        private boolean hasFailed;

        FailingOnce(List<Exchange> all, int failsAt, boolean inNext) {
            this.all = all;
            this.failsAt = failsAt;
            this.inNext = inNext;
        }

        @Override
        public Exchange get(int index) {
            return all.get(index);
        }

        @Override
        public int size() {
            return all.size();
        }

        @Override
        public Iterator<Exchange> iterator() {
            Iterator<Exchange> good = all.iterator();
            return new Iterator<>() {
                private int given;

                @Override
                public boolean hasNext() {
                    failIf(!inNext);
                    return good.hasNext();
                }

                @Override
                public Exchange next() {
                    failIf(inNext);
                    given++;
                    return good.next();
                }

                private void failIf(boolean here) {
                    if (here && given == failsAt && !hasFailed) {
                        hasFailed = true;
                        throw new ConcurrentModificationException("changed");
                    }
                }
            };
        }
    }

    @Test
    void anElementThatARedeliveryDeliversKeepsNoExceptionOfTheFirstAttempt() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server)) {
            server.faults().once("RCPT TO:<r1@example.org>", Fault.reply("450 4.2.1 later"));
            List<Exchange> batch = exchanges(route, 3);
            assertThat(route.send(batch).getException()).isNull();
            assertThat(batch).extracting(Exchange::getException).containsOnlyNulls();
        }
    }

    @Test
    void whoHasGotAnElementIsRememberedWhenItsBodyCannotBeReadMeanwhile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.eml"), TEXT);
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server, attempt -> present(file, attempt != 1))) {
            server.faults().once("RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            Exchange element = route.exchange(file, Map.of(SmtpLiteHeaders.TO, "a@example.org,b@example.org"));
            Exchange sent = route.send(List.of(element));
            assertThat(sent.getException()).isNull();
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(List.of("a@example.org"), List.of("b@example.org"));
            assertThat(results(sent).get(0).recipients().accepted()).containsExactly("a@example.org", "b@example.org");
        }
    }

    @Test
    void anElementWithOtherParametersGoesToTheRestOnlyToo() throws Exception {
        List<Exchange> batch = new ArrayList<>();
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(
                        server,
                        attempt -> batch.get(0).getIn().setHeader(SmtpLiteHeaders.MAIL_PARAMETERS, "ENVID=x"))) {
            server.faults().once("RCPT TO:<b@example.org>", Fault.reply("450 4.2.1 later"));
            batch.add(route.exchange(TEXT, Map.of(SmtpLiteHeaders.TO, "a@example.org,b@example.org")));
            assertThat(route.send(batch).getException()).isNull();
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .containsExactly(List.of("a@example.org"), List.of("b@example.org"));
        }
    }

    /** Camel caches the body of the exchange, and not those of the elements of its batch. */
    @Test
    void anElementThatFailedOnceIsNotReadOnByTheRedelivery() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server)) {
            Exchange element = route.exchange(
                    new SmtpLiteProducerTest.FailsOnce("X-First: half\r\n", TEXT),
                    Map.of(SmtpLiteHeaders.TO, "a@example.org"));
            Exchange sent = route.send(List.of(element));
            assertThat(sent.getException()).isInstanceOf(SmtpBatchException.class);
            assertThat(element.getException())
                    .hasMessageContaining("could not be read")
                    .hasMessageContaining("the line is down");
            assertThat(server.received()).isEmpty();
        }
    }

    /** An {@code Error} that is thrown on would have Camel send all of them again. */
    @Test
    void anElementThatRunsOutOfStackIsNotSentAndDoublesNoOther() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server)) {
            List<Exchange> batch = exchanges(route, 40);
            batch.get(30).getIn().setBody(new InputStream() {
                @Override
                public int read() {
                    throw new StackOverflowError("so it says");
                }
            });
            Exchange sent = route.send(batch);
            assertThat(sent.getException()).isInstanceOf(SmtpBatchException.class);
            assertThat(server.received()).hasSize(39);
        }
    }

    /** What the second attempt does not come to is known from the first. */
    @Test
    void aCollectionThatBreaksAtTheRedeliveryDoublesNothingAtTheNext() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server, attempt -> reads.incrementAndGet())) {
            List<Exchange> all = exchanges(route, 6);
            List<Exchange> breaking = new AbstractList<>() {
                @Override
                public Exchange get(int index) {
                    if (reads.get() == 1 && index == 3) {
                        throw new IllegalStateException("the cursor is closed");
                    }
                    return all.get(index);
                }

                @Override
                public int size() {
                    return all.size();
                }
            };
            server.faults().times(3, "RCPT TO:<r0@example.org>", Fault.reply("450 4.2.1 later"));
            Exchange sent = route.send(breaking);
            assertThat(sent.getException()).isNull();
            assertThat(server.received())
                    .extracting(received -> received.addresses().get(0))
                    .containsExactlyInAnyOrder(
                            "r0@example.org",
                            "r1@example.org",
                            "r2@example.org",
                            "r3@example.org",
                            "r4@example.org",
                            "r5@example.org");
        }
    }

    @Test
    void noServerAtAllIsToldToEachElement() throws Exception {
        int port;
        try (SinkServer server = SinkServer.start()) {
            port = server.port();
        }
        try (RouteToSink route = new RouteToSink(port, "tls=NONE&from=<>").start()) {
            Exchange sent = route.send(exchanges(route, 20));
            assertThat(results(sent)).hasSize(20).allMatch(result -> result.outcome() == Outcome.TRANSIENT);
        }
    }

    @Test
    void aRedeliveryKnowsElementsAgainWhenOthersWereTakenOut() throws Exception {
        List<Exchange> batch = new ArrayList<>();
        try (SinkServer server = SinkServer.start();
                RouteToSink route =
                        redelivering(server, attempt -> batch.removeIf(element -> element.getException() == null))) {
            server.faults().once("RCPT TO:<r1@example.org>", Fault.reply("450 4.2.1 later"));
            server.faults().once("RCPT TO:<r3@example.org>", Fault.reply("450 4.2.1 later"));
            batch.addAll(exchanges(route, 5));
            Exchange sent = route.send(batch);
            assertThat(sent.getException()).isNull();
            assertThat(batch).hasSize(2);
            assertThat(results(sent)).hasSize(2).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(server.received())
                    .extracting(received -> received.addresses().get(0))
                    .containsExactlyInAnyOrder(recipients(5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aRedeliverySendsElementsThatHaveTakenThePlaceOfOthers(int place) throws Exception {
        List<Exchange> batch = new ArrayList<>();
        try (SinkServer server = SinkServer.start();
                // of the same envelope as the one that was delivered
                RouteToSink route = redelivering(
                        server, attempt -> batch.set(place, batch.get(place).copy()))) {
            server.faults().once("RCPT TO:<r1@example.org>", Fault.reply("450 4.2.1 later"));
            batch.addAll(exchanges(route, 3));
            assertThat(route.send(batch).getException()).isNull();
            assertThat(server.received())
                    .extracting(received -> received.addresses().get(0))
                    .containsExactlyInAnyOrder(
                            "r0@example.org", "r1@example.org", "r2@example.org", "r" + place + "@example.org");
        }
    }

    @Test
    void aRedeliveryKnowsACollectionAgainThatMakesItsElementsAnew() throws Exception {
        try (SinkServer server = SinkServer.start();
                RouteToSink route = redelivering(server)) {
            server.faults().once("RCPT TO:<r3@example.org>", Fault.reply("450 4.2.1 later"));
            List<Exchange> all = exchanges(route, 5);
            Exchange sent = route.send(new AbstractList<Exchange>() {
                @Override
                public Exchange get(int index) {
                    return all.get(index).copy();
                }

                @Override
                public int size() {
                    return all.size();
                }
            });
            assertThat(sent.getException()).isNull();
            assertThat(results(sent)).hasSize(5).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(server.received())
                    .extracting(received -> received.addresses().get(0))
                    .containsExactlyInAnyOrder(recipients(5));
        }
    }

    private static String[] recipients(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r" + i + "@example.org").toArray(String[]::new);
    }

    @Test
    void toDToABatchKeepsTheOptionsOfItsEnvelopes() throws Exception {
        try (SinkServer server = SinkServer.builder().with("DSN").start();
                RouteToSink route = new RouteToSink(server, "")
                        .before(r -> r.toD(
                                        "smtplite:localhost:" + server.port()
                                                + "?tls=NONE&from=${header.sender}&mailParameters=RET=HDRS&recipientParameters=NOTIFY=NEVER")
                                .stop())
                        .start()) {
            Exchange sent = route.send(exchanges(route, 2), Map.of("sender", "s@example.org"));
            assertThat(sent.getException()).isNull();
            assertThat(server.received()).hasSize(2).allSatisfy(received -> {
                assertThat(received.sender().address()).isEqualTo("s@example.org");
                assertThat(received.sender().parameters()).containsEntry("RET", "HDRS");
                assertThat(received.recipients().get(0).parameters()).isEqualTo(Map.of("NOTIFY", "NEVER"));
            });
        }
    }
}
