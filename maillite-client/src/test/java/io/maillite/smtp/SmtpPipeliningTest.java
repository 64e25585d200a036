package io.maillite.smtp;

import static io.maillite.smtp.Mails.client;
import static io.maillite.smtp.Mails.mail;
import static io.maillite.smtp.Mails.recipients;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.script.ScriptedServer;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SmtpPath;
import io.maillite.testkit.smtp.Verdicts;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpPipeliningTest {

    @Test
    void m44RepliesInOneSegmentAreMatchedInOrder() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: 220 ready
                        C: EHLO client.example.org
                        S: 250-hello
                        S: 250 PIPELINING
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: RCPT TO:<b@example.org>
                        C: DATA
                        S: 250 ok
                        S: 250-ok
                        S: 250 a
                        S: 550 b
                        S: 354 go on
                        -- content
                        S: 250 ok
                        C: QUIT
                        S: 221 bye
                        """);
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail("a@example.org", "b@example.org"));
            session.quit();
            server.verify();
            assertThat(result.recipients().accepted()).containsExactly("a@example.org");
        }
    }

    /** A line that was read before is not read again; one that differs in a single octet is. */
    @Test
    void eachMessageHasTheWordsThatWereSaidToIt() throws Exception {
        List<String> words = List.of(
                "550 5.1.1 nobody 1",
                "550 5.1.1 nobody 2",
                "550 5.1.1 nobody 1",
                "450 5.1.1 nobody 1",
                "550 5.1.1 nobody 3",
                "550 5.1.1 nobody 4",
                "550 5.1.1 nobody 5",
                "550 5.1.1 nobody 2",
                "550-5.1.1 nobody 1\nS: 550 5.1.1 at all",
                "550 5.1.1 nobody 1");
        StringBuilder script = new StringBuilder("S: 220 ready\nC: EHLO client.example.org\nS: 250 hello\n");
        for (String word : words) {
            script.append("C: MAIL FROM:<from@example.org>\nS: 250 2.1.0 ok\n")
                    .append("C: RCPT TO:<a@example.org>\nS: ")
                    .append(word)
                    .append("\nC: RSET\nS: 250 2.0.0 ok\n");
        }
        script.append("C: QUIT\nS: 221 bye\n");
        List<String> replies = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.start(script.toString());
                SmtpSession session = client(server).open()) {
            for (int i = 0; i < words.size(); i++) {
                replies.add(session.send(mail("a@example.org"))
                        .reply()
                        .orElseThrow()
                        .toString());
            }
            session.quit();
            server.verify();
        }
        assertThat(replies)
                .isEqualTo(words.stream()
                        .map(word -> word.replace("550-", "550 ").replace("\nS: 550", ""))
                        .toList());
    }

    /** On a kept, busy connection. */
    @ParameterizedTest
    @CsvSource({"'',1", "CHUNKING,2", "PIPELINING,4", "CHUNKING PIPELINING,5"})
    void messageCostsFewWaits(String without, int most) throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.inClear().countingWaits())
                        .without(without.split(" "))
                        .start();
                SmtpSession session = client(server).open()) {
            session.send(mail("first@example.org")).orThrow();
            long before = server.waits();
            for (int i = 0; i < 20; i++) {
                session.send(mail("a@example.org", "b@example.org")).orThrow();
            }
            assertThat(server.waits() - before).isLessThanOrEqualTo(20L * most);
            assertThat(server.received()).hasSize(21);
        }
    }

    /** What is not given in groups is flushed for each message, and a slow machine may have the server wait between. */
    @ParameterizedTest
    @CsvSource({"'',true,20", "CHUNKING,true,204", "'',false,100", "CHUNKING,false,300"})
    void batchCostsFewWaits(String without, boolean inGroups, int most) throws Exception {
        int n = 200;
        try (SinkServer server = SinkServer.builder()
                .transport(Transport.inClear().countingWaits())
                .without(without.split(" "))
                .start()) {
            List<SendResult> results = new ArrayList<>();
            try (SmtpSession session = client(server).open()) {
                Iterator<MailObject> mails = IntStream.range(0, n)
                        .mapToObj(i -> mail("r" + i + "@example.org"))
                        .iterator();
                if (inGroups) {
                    session.sendInGroups(mails, results::add);
                } else {
                    session.send(mails, results::add);
                }
                session.quit();
            }
            assertThat(results).hasSize(n).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(server.received())
                    .extracting(Received::addresses)
                    .isEqualTo(IntStream.range(0, n)
                            .mapToObj(i -> List.of("r" + i + "@example.org"))
                            .toList());
            assertThat(server.waits()).isLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING"})
    void tenThousandRecipientsOverSmallBuffersDoNotBlock(String without) throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.inClear().socketSizes(4096, 4096))
                        .without(without.split(" "))
                        .start();
                SmtpSession session = client(server).open()) {
            byte[] large = "0123456789abcdef0123456789abcdef\r\n".repeat(50_000).getBytes();
            SendResult result = session.send(
                    new MailObject(Envelope.of("from@example.org", recipients(10_000)), MessageSource.of(large)));
            assertThat(result.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(result.recipients().accepted()).hasSize(10_000);
            assertThat(server.only().octets()).isEqualTo(large);
        }
    }

    @Test
    void largeBatchOverSmallBuffersDoesNotBlock() throws Exception {
        byte[] content = "0123456789abcdef0123456789abcdef\r\n".repeat(3_000).getBytes();
        Verdicts wordy = new Verdicts() {
            @Override
            public String recipient(SmtpPath recipient, int accepted) {
                return "250 " + "y".repeat(500);
            }
        };
        try (SinkServer server = SinkServer.builder()
                        .transport(Transport.inClear().socketSizes(4096, 4096))
                        .verdicts(wordy)
                        .start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = Mails.sendAll(
                    session,
                    IntStream.range(0, 100)
                            .mapToObj(i -> mail(MessageSource.of(content)))
                            .toList());
            assertThat(results).hasSize(100);
        }
    }

    /** Refused ones in between: nobody gets what was meant for others, or from others. */
    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING", "PIPELINING", "CHUNKING PIPELINING"})
    void batchWithRefusalsDeliversEachToItsOwn(String without) throws Exception {
        Verdicts verdicts = new Verdicts() {
            @Override
            public @Nullable String sender(SmtpPath sender) {
                return sender.address().startsWith("bad") ? "550 5.7.1 not you" : null;
            }

            @Override
            public @Nullable String recipient(SmtpPath recipient, int accepted) {
                return recipient.address().startsWith("bad") ? "550 5.1.1 nobody" : null;
            }

            @Override
            public @Nullable String message(Received message) {
                return message.text().startsWith("bad") ? "554 5.6.0 no" : null;
            }
        };
        List<MailObject> mails = new ArrayList<>();
        List<Outcome> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean bad = i % 4 != 0;
            String from = (i % 4 == 1 ? "bad" : "from") + i + "@example.org";
            String to = (i % 4 == 2 ? "bad" : "to") + i + "@example.org";
            String text = (i % 4 == 3 ? "bad" : "good") + i + "\r\n";
            mails.add(new MailObject(Envelope.of(from, to), Mails.text(text)));
            expected.add(bad ? Outcome.PERMANENT : Outcome.DELIVERED);
        }
        try (SinkServer server = SinkServer.builder()
                        .without(without.split(" "))
                        .verdicts(verdicts)
                        .start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = Mails.sendAll(session, mails);
            session.quit();

            assertThat(results).extracting(SendResult::outcome).isEqualTo(expected);
            assertThat(server.received()).hasSize(15).allSatisfy(received -> {
                String number = received.text().replaceAll("\\D", "");
                assertThat(received.sender().address()).isEqualTo("from" + number + "@example.org");
                assertThat(received.addresses()).containsExactly("to" + number + "@example.org");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING"})
    void m50ClosingInTheMiddleOfABatchLeavesTheRestUnsent(String without) throws Exception {
        try (SinkServer server = SinkServer.builder()
                        .without(without.split(" "))
                        .messagesAtMost(30)
                        .start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = Mails.sendAll(
                    session,
                    IntStream.range(0, 100)
                            .mapToObj(i -> mail("r" + i + "@example.org"))
                            .toList());

            assertThat(results).hasSizeBetween(31, 100);
            assertThat(results.subList(0, 30)).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(results.subList(30, results.size()))
                    .allMatch(result -> result.outcome() == Outcome.TRANSIENT && result.retriable());
            assertThat(server.received()).hasSize(30);
            assertThat(session.isUsable()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHUNKING", "PIPELINING"})
    void batchCutOffSaysOfEachWhatIsKnown(String without) throws Exception {
        try (SinkServer server =
                        SinkServer.builder().without(without.split(" ")).start();
                SmtpSession session = client(server).open()) {
            server.faults().after(20, ".", Fault.executeThenEnd(Ending.DROP));
            List<SendResult> results = Mails.sendAll(
                    session,
                    IntStream.range(0, 100)
                            .mapToObj(i -> mail("r" + i + "@example.org"))
                            .toList());

            assertThat(results.subList(0, 20)).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(results.get(20).outcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(results.subList(21, results.size()))
                    .allMatch(result -> result.outcome() == Outcome.IN_DOUBT || result.retriable());
            // a server that is cut off may go on with what it has got
            List<String> mayBeThere = results.stream()
                    .flatMap(result -> Stream.concat(
                            result.recipients().accepted().stream(), result.recipients().inDoubt().stream()))
                    .toList();
            assertThat(server.received()).hasSizeGreaterThanOrEqualTo(21).allSatisfy(received -> assertThat(mayBeThere)
                    .containsAll(received.addresses()));
        }
    }

    @Test
    void serverThatHangsUpOnPipelinedCommandsIsToldApart() throws Exception {
        try (SinkServer server = SinkServer.builder().dropsPipelined().start()) {
            try (SmtpSession session = client(server).open()) {
                SendResult result = session.send(mail("a@example.org", "b@example.org"));
                assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
                assertThat(result.retriable()).isTrue();
                assertThat(session.brokeOnPipelining()).isTrue();
            }
            try (SmtpSession session =
                    client(server).pipelining(ExtensionUse.OFF).open()) {
                session.send(mail("a@example.org", "b@example.org")).orThrow();
                assertThat(session.brokeOnPipelining()).isFalse();
            }
        }
    }

    @Test
    void idleConnectionThatTheServerClosedIsNoticedBeforeAnythingIsSent() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            server.dropConnections(Ending.DROP);
            await().pollDelay(Duration.ofMillis(1100)).until(() -> !session.isUsable());
            SendResult result = session.send(mail("b@example.org"));
            assertThat(result.retriable()).isTrue();
            assertThat(result.failure().orElseThrow()).hasMessageContaining("Nothing was sent");
        }
    }

    /** A pause in which the end of the connection has long come, and much shorter than one of an idle connection. */
    @ParameterizedTest
    @EnumSource
    void connectionThatTheServerClosedAMomentAgoIsNoticedBeforeAnythingIsSent(Ending ending) throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            session.send(mail("b@example.org")).orThrow(); // the server has shown that it takes groups of commands
            server.dropConnections(ending);
            awaitSilence();
            SendResult result = session.send(mail("c@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.retriable()).isTrue();
            assertThat(server.received()).hasSize(2);
        }
    }

    /** The reply to the {@code RSET} that a refused message is followed by may still lie there unread. */
    @Test
    void thatIsNoticedAlsoWhereAReplyIsStillDue() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            server.faults().once("RCPT TO:<b@example.org>", Fault.reply("550 5.1.1 nobody"));
            assertThat(session.send(mail("b@example.org")).outcome()).isEqualTo(Outcome.PERMANENT);
            server.dropConnections(Ending.DROP);
            awaitSilence();
            SendResult result = session.send(mail("c@example.org"));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.retriable()).isTrue();
        }
    }

    @Test
    void recipientsOverTheLimitsGoInSeveralTransactions() throws Exception {
        try (SinkServer server = SinkServer.builder().with("LIMITS RCPTMAX=7").start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail(recipients(20).toArray(String[]::new)));
            assertThat(result.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(server.received())
                    .extracting(received -> received.addresses().size())
                    .containsExactly(7, 7, 6);
        }
        try (SinkServer server = SinkServer.builder().recipientsAtMost(7).start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail(recipients(20).toArray(String[]::new)));
            assertThat(result.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(server.received())
                    .extracting(received -> received.addresses().size())
                    .containsExactly(7, 7, 6);
        }
    }

    @Test
    void connectionClosedWhileTheNextMessageWasAwaitedIsNoticedBeforeAnythingIsSent() throws Exception {
        try (SinkServer server = SinkServer.start();
                SmtpSession session = client(server).open()) {
            session.send(mail("a@example.org")).orThrow();
            session.send(mail("b@example.org")).orThrow(); // the server has shown that it takes groups of commands
            server.dropConnections(Ending.DROP);
            List<SendResult> results = new ArrayList<>();
            session.send(thenAfterAPause(List.of(), mail("c@example.org")), results::add);
            assertThat(results).hasSize(1).allMatch(SendResult::retriable);
            assertThat(server.received()).hasSize(2);
        }
    }

    /** Gives one more message after the server has been silent for so long that it is looked at. */
    private static Iterator<MailObject> thenAfterAPause(List<MailObject> mails, MailObject last) {
        Iterator<MailObject> first = mails.iterator();
        return new Iterator<>() {
            private boolean given;

            @Override
            public boolean hasNext() {
                return !given;
            }

            @Override
            public MailObject next() {
                if (first.hasNext()) {
                    return first.next();
                }
                given = true;
                await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
                return last;
            }
        };
    }

    @Test
    void whatAServerThatGoesHasTakenCountsAlsoWhenItsFarewellCameWhileTheNextMessageWasAwaited() throws Exception {
        try (ScriptedServer server = ScriptedServer.start("""
                        S: 220 ready
                        C: EHLO client.example.org
                        S: 250-hello
                        S: 250-PIPELINING
                        S: 250 CHUNKING
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<first@example.org>
                        S: 250 ok
                        S: 250 ok
                        C: BDAT 21 LAST
                        C: Subject: x
                        C:
                        C: Hello
                        S: 250 first
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<a@example.org>
                        C: BDAT 21 LAST
                        C: Subject: x
                        C:
                        C: Hello
                        C: RSET
                        C: MAIL FROM:<from@example.org>
                        C: RCPT TO:<b@example.org>
                        C: BDAT 21 LAST
                        C: Subject: x
                        C:
                        C: Hello
                        S: 250 ok
                        S: 421 4.7.0 I am about to go
                        S: 503 5.5.1 no recipient
                        S: 250 reset
                        S: 250 ok
                        S: 250 ok
                        S: 250 2.0.0 b has it
                        -- client closes
                        """);
                SmtpSession session = client(server).open()) {
            session.send(mail("first@example.org")).orThrow();
            List<SendResult> results = new ArrayList<>();
            session.send(
                    thenAfterAPause(List.of(mail("a@example.org"), mail("b@example.org")), mail("c@example.org")),
                    results::add);
            assertThat(results)
                    .extracting(SendResult::outcome)
                    .containsExactly(Outcome.TRANSIENT, Outcome.DELIVERED, Outcome.TRANSIENT);
            assertThat(results).extracting(SendResult::retriable).containsExactly(true, false, true);
            server.verify();
        }
    }

    @Test
    void recipientsForWhomMailmaxLeavesNoTransactionAreForAnotherSession() throws Exception {
        try (SinkServer server =
                        SinkServer.builder().with("LIMITS RCPTMAX=2 MAILMAX=2").start();
                SmtpSession session = client(server).open()) {
            SendResult result = session.send(mail(recipients(5).toArray(String[]::new)));
            assertThat(result.outcome()).isEqualTo(Outcome.TRANSIENT);
            assertThat(result.recipients().accepted()).isEqualTo(recipients(4));
            assertThat(result.recipients().notSent()).containsExactly("r4@example.org");
            assertThat(result.failure().orElseThrow()).hasMessageContaining("2 transactions in a session (MAILMAX)");
            assertThat(server.count("MAIL")).isEqualTo(2);
            assertThat(session.isUsable()).isFalse();
        }
    }

    @Test
    void mailmaxIsKept() throws Exception {
        try (SinkServer server = SinkServer.builder().with("LIMITS MAILMAX=2").start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = Mails.sendAll(
                    session, List.of(mail("a@example.org"), mail("b@example.org"), mail("c@example.org")));
            assertThat(results).hasSize(2).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            assertThat(session.isUsable()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "CHUNKING"})
    void whatWasGivenIsOnItsWayBeforeTheNextIsAskedFor(String without) throws Exception {
        try (SinkServer server = SinkServer.builder().without(without).start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = new ArrayList<>();
            Iterator<MailObject> mails = IntStream.range(0, 15)
                    .mapToObj(i -> {
                        await().until(() -> server.received().size() >= i);
                        assertThat(results)
                                .as("known when the next is asked for")
                                .hasSizeGreaterThan(i - 3);
                        return mail("a@example.org");
                    })
                    .iterator();
            session.send(mails, results::add);
            assertThat(results).hasSize(15).allMatch(result -> result.failure().isEmpty());
        }
    }

    @Test
    void aGroupIsOfAFewMessages() throws Exception {
        try (SinkServer server = SinkServer.builder().start();
                SmtpSession session = client(server).open()) {
            session.send(mail("first@example.org")).orThrow();
            List<SendResult> results = new ArrayList<>();
            Iterator<MailObject> mails = IntStream.range(0, 50)
                    .mapToObj(i -> {
                        await().until(() -> 1 + i - server.received().size() <= 16);
                        return mail("a@example.org");
                    })
                    .iterator();
            session.sendInGroups(mails, results::add);
            assertThat(results).hasSize(50).allMatch(result -> result.failure().isEmpty());
        }
    }

    /** Apart, they would be answered apart, and what a server answers apart may take 40 ms more (Nagle's algorithm). */
    @Test
    void overDataTheEndOfAMessageGoesWithTheNextEnvelope() throws Exception {
        try (SinkServer server = SinkServer.builder().without("CHUNKING").start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = new ArrayList<>();
            Iterator<MailObject> mails = IntStream.range(0, 20)
                    .mapToObj(i -> {
                        await().pollInterval(Duration.ofMillis(1))
                                .during(Duration.ofMillis(5))
                                .until(() -> server.received().size() == Math.max(0, i - 1));
                        return mail("a@example.org");
                    })
                    .iterator();
            session.sendInGroups(mails, results::add);
            assertThat(results).hasSize(20).allMatch(result -> result.failure().isEmpty());
        }
    }

    @Test
    void aLargeMessageIsInNoGroup() throws Exception {
        byte[] large = ("Subject: large\r\n\r\n" + (".".repeat(70) + "\r\n").repeat(1500)).getBytes(US_ASCII);
        try (SinkServer server = SinkServer.builder().start();
                SmtpSession session = client(server).open()) {
            List<SendResult> results = new ArrayList<>();
            Iterator<MailObject> mails = IntStream.range(0, 5)
                    .mapToObj(i -> {
                        await().until(() -> server.received().size() == i);
                        return mail(MessageSource.of(large));
                    })
                    .iterator();
            session.sendInGroups(mails, results::add);
            assertThat(results).hasSize(5).allMatch(result -> result.failure().isEmpty());
        }
    }

    /** A server that has a chunk but for its last octets cannot say that it wants no more. */
    @Test
    void aChunkGoesWholeBeforeMoreOfTheContentIsWaitedFor() throws Exception {
        AtomicLong came = new AtomicLong();
        Verdicts verdicts = new Verdicts() {
            @Override
            public @Nullable String chunk(long size) {
                came.set(size);
                return null;
            }
        };
        byte[] head = ("Subject: large\r\n\r\n" + ".".repeat(998)).getBytes(US_ASCII);
        int first = ChunkedContent.CHUNK + 1; // it is looked whether there is more
        InputStream waits = new InputStream() {
            private int at;

            @Override
            public int read() {
                if (at == first) {
                    await().until(() -> came.get() == ChunkedContent.CHUNK);
                }
                int octet = at < head.length ? head[at] : at % 100 == 98 ? '\r' : at % 100 == 99 ? '\n' : 'x';
                return at++ < first + 100 ? octet : -1;
            }

            @Override
            public int read(byte[] octets, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                int most = at < first ? Math.min(length, first - at) : length;
                int count = 0;
                for (int octet; count < most && (octet = read()) >= 0; count++) {
                    octets[offset + count] = (byte) octet;
                }
                return count == 0 ? -1 : count;
            }
        };
        try (SinkServer server = SinkServer.builder().verdicts(verdicts).start();
                SmtpSession session = client(server).open()) {
            session.send(mail(() -> waits)).orThrow();
            assertThat(server.received()).hasSize(1);
        }
    }

    /** Longer than a session goes without a look, and much shorter than it takes to be idle. */
    private static void awaitSilence() {
        long begun = System.nanoTime();
        await().until(() -> System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(50));
    }
}
