package io.maillite.camel.pop3;

import static io.maillite.testkit.net.PeerConnection.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.pop3.Pop3Exception;
import io.maillite.testkit.log.CapturedLog;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import io.maillite.wire.MailConnectionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transaction of a poll: what is deleted, when it is committed, and what a fault anywhere leaves behind. */
class Pop3LiteTransactionTest {
    private static MaildropServerBuilder server() {
        return MaildropServer.builder().account("user", "secret-of-user");
    }

    private static byte[] mail(int i) {
        return ("Subject: mail " + i + "\r\n\r\nThis is mail " + i + ".\r\n..\r\n.dot\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void fill(MaildropServer server, int count) {
        server.maildrop().addMany(count, i -> MessageContent.of(mail(i)));
    }

    @Test
    void completedMessagesAreDeletedWhenQuitIsAnswered() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 3);

            assertThat(route.poll()).isEqualTo(3);

            assertThat(route.uids()).containsExactly("uid-1", "uid-2", "uid-3");
            assertThat(route.seen.get(1).octets()).isEqualTo(mail(2));
            assertThat(server.maildrop().size()).isZero();
            assertThat(route.consumer().getSessionsCommitted()).isEqualTo(1);
        }
    }

    @Test
    void theBatchIsNumberedAndItsLastExchangeSaysSo() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 3);
            server.faults().once("RETR 3", Fault.reply("-ERR cannot read it"));

            route.poll();

            assertThat(route.seen)
                    .extracting(seen -> seen.properties().get("CamelBatchIndex"))
                    .containsExactly(0, 1);
            assertThat(route.seen)
                    .extracting(seen -> seen.properties().get("CamelBatchComplete"))
                    .containsExactly(false, true);
            assertThat(route.errors).singleElement().isInstanceOf(Pop3Exception.class);
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-3");
        }
    }

    @Test
    void aFailedExchangeLeavesItsMessageAndNoOther() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            if ("uid-2".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                                throw new IllegalStateException("not this one");
                            }
                        })
                        .start()) {
            fill(server, 3);

            assertThat(route.poll()).isEqualTo(2);

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2");
            assertThat(server.count("DELE")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR 1", "RETR 3", "DELE", "QUIT"})
    void aLostConnectionLosesNothingAndDoublesNothing(String where) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 4);
            route.poll();
            route.seen.clear();
            fill(server, 5);
            server.faults().once(where, Fault.end(RESET));

            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            assertThat(server.maildrop().size()).isEqualTo(5);
            route.poll();

            assertThat(route.uids()).containsExactlyInAnyOrder("uid-5", "uid-6", "uid-7", "uid-8", "uid-9");
            assertThat(server.maildrop().size()).isZero();
            assertThat(route.consumer().getSessionsUnknown()).isEqualTo(1);
        }
    }

    /** Else nothing that was processed would leave the server any more. */
    @ParameterizedTest
    @ValueSource(strings = {"pipelining=AUTO", "pipelining=OFF", "maxMessagesPerPoll=3", "concurrentConsumers=2"})
    void aMessageAtWhichTheSessionIsAlwaysLostKeepsNoOtherOnTheServer(String options) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route =
                        new RouteOnMaildrop(server, options + "&sendEmptyMessageWhenIdle=true").start()) {
            fill(server, 5);
            whenRetrieved(server, "uid-3", Fault.end(RESET));

            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            assertThat(route.uids()).containsExactlyInAnyOrder("uid-1", "uid-2", "uid-4", "uid-5");
            assertThat(route.poll()).isZero();
            assertThat(route.consumer().isSendEmptyMessageWhenIdle()).isFalse();
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-3");

            long tried = server.count("RETR");
            for (int poll = 1; poll <= 2; poll++) {
                assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
                assertThat(server.count("RETR")).isEqualTo(tried + poll);
            }
            fill(server, 1);
            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            assertThat(route.poll()).isZero();
            assertThat(route.consumer().isSendEmptyMessageWhenIdle()).isFalse();
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-3");

            server.faults().clear();
            assertThat(route.poll()).isEqualTo(1);
            assertThat(route.uids()).hasSize(6).doesNotHaveDuplicates();
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** A server that says {@code -ERR} to it and closes the connection. */
    @ParameterizedTest
    @CsvSource({"AUTO, 1", "AUTO, 3", "AUTO, 8", "OFF, 1", "OFF, 3", "OFF, 8"})
    void aMessageBehindWhoseRefusalTheSessionIsLostKeepsNoOtherOnTheServer(String pipelining, int refused)
            throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "pipelining=" + pipelining).start()) {
            fill(server, 8);
            whenRetrieved(server, "uid-" + refused, Fault.replyAndClose("-ERR no such content"));

            for (int poll = 0; poll < 3; poll++) {
                pollOrLose(route);
            }
            assertThat(route.uids()).hasSize(7).doesNotHaveDuplicates().doesNotContain("uid-" + refused);
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-" + refused);

            fill(server, 4);
            for (int poll = 0; poll < 4; poll++) {
                pollOrLose(route);
            }
            assertThat(route.uids()).hasSize(11).doesNotHaveDuplicates();
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-" + refused);
        }
    }

    private static void pollOrLose(RouteOnMaildrop route) throws Exception {
        try {
            route.poll();
        } catch (MailConnectionException e) {
            assertThat(e.reason()).isEqualTo(MailConnectionException.Reason.LOST);
        }
    }

    @Test
    void severalMessagesAtWhichTheSessionIsLostKeepNoOtherOnTheServer() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 5);
            whenRetrieved(server, "uid-2", Fault.end(RESET));
            whenRetrieved(server, "uid-4", Fault.end(RESET));

            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            assertThat(route.poll()).isEqualTo(1);

            assertThat(route.uids()).containsExactly("uid-1", "uid-3", "uid-5");
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2", "uid-4");
        }
    }

    @Test
    void aMessageWithoutAUniqueIdAtWhichTheSessionIsAlwaysLostKeepsNoOtherOnTheServer() throws Exception {
        try (MaildropServer server = server().listing((verb, lines) -> without("uid-3", lines))
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 5);
            whenRetrieved(server, "uid-3", Fault.end(RESET));

            for (int poll = 0; poll < 4 && server.maildrop().size() > 1; poll++) {
                try {
                    route.poll();
                } catch (MailConnectionException e) {
                    assertThat(e).hasMessageContaining("RETR");
                }
            }

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-3");
            assertThat(route.uids()).containsExactlyInAnyOrder("uid-1", "uid-2", "uid-4", "uid-5");
        }
    }

    @Test
    void greedyGoesOnBehindAMessageAtWhichTheSessionIsLost() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "greedy=true&maxMessagesPerPoll=3").start()) {
            fill(server, 5);
            whenRetrieved(server, "uid-3", Fault.end(RESET));

            route.consumer().run();
            route.consumer().run();
            route.consumer().run();

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-3");
            assertThat(route.errors).hasSize(2).allMatch(error -> error instanceof MailConnectionException);
        }
    }

    private static void whenRetrieved(MaildropServer server, String uid, Fault fault) {
        server.faults()
                .when(
                        command -> command.verb().equals("RETR")
                                && server.maildrop()
                                        .uniqueIds()
                                        .get(Integer.parseInt(command.arguments()) - 1)
                                        .equals(uid),
                        fault);
    }

    /** The number alone, where the unique-id should follow. */
    private static List<String> without(String uid, List<String> lines) {
        return lines.stream()
                .map(line -> line.endsWith(" " + uid) ? line.substring(0, line.indexOf(' ')) : line)
                .toList();
    }

    /** Some servers close the connection at once. */
    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"DROP", "RESET"})
    void aQuitThatIsNotAnsweredIsGoodWhereNothingWasMarked(Ending ending) throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.faults().when("QUIT", Fault.end(ending));

            assertThat(route.poll()).isZero();
            assertThat(route.consumer().getLastSessionEnd()).isEqualTo("COMMITTED");
            fill(server, 1);
            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);

            assertThat(route.consumer().getLastSessionEnd()).isEqualTo("UNKNOWN");
            assertThat(route.errors).isEmpty();
            assertThat(log.lines("was lost")).isEmpty();
        }
    }

    /** RFC 2449 section 6.7: the server deletes what was retrieved, marked or not. */
    private static MaildropServerBuilder expiring() {
        String[] capabilities = {"UIDL", "TOP", "PIPELINING", "EXPIRE 0"};
        return server().capabilities(capabilities).capabilitiesAfterLogin(capabilities);
    }

    @Test
    void whereQuitWouldDeleteAMessageWhoseExchangeHasFailedItIsNotSaid() throws Exception {
        List<String> failing = new CopyOnWriteArrayList<>(List.of("uid-2"));
        try (CapturedLog log = CapturedLog.begin();
                MaildropServer server = expiring().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            if (failing.contains(exchange.getIn().getHeader(Pop3LiteHeaders.UID, String.class))) {
                                throw new IllegalStateException("not this one");
                            }
                        })
                        .start()) {
            fill(server, 4);

            assertThat(route.poll()).isEqualTo(3);
            assertThat(server.count("QUIT")).isZero();
            assertThat(server.maildrop().size()).isEqualTo(4);

            failing.add("another");
            server.maildrop().add("another", new byte[0]); // there is always one that fails
            assertThat(route.poll()).isZero();
            assertThat(server.count("QUIT")).isEqualTo(1);
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2", "another");
            assertThat(route.uids()).containsExactly("uid-1", "uid-2", "uid-3", "uid-4");

            assertThat(route.poll()).isZero();
            assertThat(server.count("QUIT")).isEqualTo(1);
            assertThat(log.lines("EXPIRE 0")).hasSize(1);

            failing.clear();
            server.maildrop().remove("another");
            assertThat(route.poll()).isEqualTo(1);
            assertThat(server.count("QUIT")).isEqualTo(2);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** What comes again did not complete: greedy would have it come at once, and for ever. */
    @Test
    void whereQuitIsNotSaidAndNothingKnownAgainNothingHasCompleted() throws Exception {
        try (MaildropServer server = server().withoutUidl()
                        .capabilities("TOP", "EXPIRE 0")
                        .capabilitiesAfterLogin("TOP", "EXPIRE 0")
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            if (exchange.getIn().getHeader(Pop3LiteHeaders.MESSAGE_NUMBER, int.class) == 2) {
                                throw new IllegalStateException("not this one");
                            }
                        })
                        .start()) {
            fill(server, 4);

            assertThat(route.poll()).isZero();
            assertThat(server.maildrop().size()).isEqualTo(4);
        }
    }

    /** Else it would be gone: it was sent whole, or nearly. */
    @Test
    void whereQuitWouldDeleteAMessageThatIsTooLargeItIsNotSaid() throws Exception {
        try (MaildropServer server = expiring().sizes(message -> "10").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxMessageSize=100").start()) {
            fill(server, 1);
            server.maildrop().add("large", new byte[150]);

            assertThat(route.poll()).isEqualTo(1);
            assertThat(server.count("QUIT")).isZero();
            assertThat(route.poll()).isZero();

            assertThat(server.count("QUIT")).isEqualTo(1);
            assertThat(server.maildrop().uniqueIds()).containsExactly("large");
            assertThat(server.count("RETR")).isEqualTo(2);
        }
    }

    @Test
    void whereQuitWouldDeleteWhatIsToStayItIsNotSaid() throws Exception {
        try (MaildropServer server = expiring().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false").start()) {
            fill(server, 2);

            assertThat(route.poll()).isEqualTo(2);
            assertThat(server.count("QUIT")).isZero();
            assertThat(route.poll()).isZero();

            assertThat(server.count("QUIT")).isEqualTo(1);
            assertThat(server.count("RETR")).isEqualTo(2);
        }
    }

    @Test
    void aQuitThatIsRefusedFailsThePollAndIsRepairedByTheNext() throws Exception {
        Set<String> stuck = ConcurrentHashMap.newKeySet();
        stuck.add("uid-2");
        try (MaildropServer server = server().undeletable(message -> stuck.contains(message.uniqueId()))
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 3);

            assertThatThrownBy(route::poll).isInstanceOf(Pop3Exception.class);
            assertThat(route.consumer().getLastSessionEnd()).isEqualTo("REFUSED");
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-2");
            stuck.clear();
            assertThat(route.poll()).isZero();

            assertThat(route.uids()).containsExactly("uid-1", "uid-2", "uid-3");
            assertThat(server.maildrop().size()).isZero();
            assertThat(route.consumer().getMessagesDeletedUnread()).isEqualTo(1);
        }
    }

    @Test
    void whatTheServerKeepsAfterItsOkIsNeitherDeliveredAgainNorDeletedUnread() throws Exception {
        try (MaildropServer server = server().keepsDeleted().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 2);

            assertThat(route.poll()).isEqualTo(2);
            assertThat(route.poll()).isZero();

            assertThat(server.count("RETR")).isEqualTo(2);
            assertThat(server.count("DELE")).isEqualTo(2);
        }
    }

    @Test
    void withoutDeletingEachMessageIsDeliveredOnceAndCopiesAreToldApart() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false").start()) {
            server.maildrop().add("same", mail(1)).add("same", mail(1)).add("other", mail(2));

            assertThat(route.poll()).isEqualTo(3);
            assertThat(route.poll()).isZero();
            server.maildrop().add("same", mail(1));
            assertThat(route.poll()).isEqualTo(1);

            assertThat(server.maildrop().size()).isEqualTo(4);
            assertThat(server.count("DELE")).isZero();
        }
    }

    @Test
    void copiesWithOneUniqueIdAreAllDeliveredAndNoneIsDeletedUnread() throws Exception {
        List<Integer> failing = new ArrayList<>(List.of(2));
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            Integer number = exchange.getIn().getHeader(Pop3LiteHeaders.MESSAGE_NUMBER, Integer.class);
                            if (failing.remove(number)) {
                                throw new IllegalStateException("not this time");
                            }
                        })
                        .start()) {
            server.maildrop().add("same", mail(1)).add("same", mail(1));

            assertThat(route.poll()).isEqualTo(1);
            assertThat(server.maildrop().size()).isEqualTo(1);
            assertThat(route.poll()).isEqualTo(1);

            assertThat(server.maildrop().size()).isZero();
            assertThat(server.count("RETR")).isEqualTo(3);
        }
    }

    @Test
    void aRepositoryOutlivesTheRoute(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("processed");
        try (MaildropServer server = server().start()) {
            fill(server, 2);
            server.faults().once("QUIT", Fault.end(RESET));
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#repository")
                    .bind("repository", FileIdempotentRepository.fileIdempotentRepository(file.toFile()))
                    .start()) {
                assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            }
            assertThat(Files.readAllLines(file)).containsExactly(key(server, "uid-1"), key(server, "uid-2"));
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#repository")
                    .bind("repository", FileIdempotentRepository.fileIdempotentRepository(file.toFile()))
                    .start()) {
                assertThat(route.poll()).isZero();
                assertThat(route.seen).isEmpty();
            }
            assertThat(server.maildrop().size()).isZero();
            assertThat(Files.readAllLines(file)).isEmpty();
        }
    }

    private static String key(MaildropServer server, String uid) {
        return "user@" + server.host() + ":" + server.port() + "/" + uid;
    }

    @Test
    void newMessagesGoBeforeThoseThatFailedBefore() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxMessagesPerPoll=1")
                        .processing(exchange -> {
                            if ("uid-1".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                                throw new IllegalStateException("never this one");
                            }
                        })
                        .start()) {
            fill(server, 3);

            for (int i = 0; i < 4; i++) {
                route.poll();
            }

            assertThat(route.uids()).containsExactly("uid-1", "uid-2", "uid-3", "uid-1");
        }
    }

    /** Nobody can tell whether they were tried. */
    @Test
    void messagesWithoutAUniqueIdHoldUpNoOther() throws Exception {
        Set<String> failing = ConcurrentHashMap.newKeySet();
        failing.add("uid-4");
        try (MaildropServer server = server().listing((verb, lines) -> without("uid-1", without("uid-2", lines)))
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxMessagesPerPoll=1")
                        .processing(exchange -> {
                            String uid = exchange.getIn().getHeader(Pop3LiteHeaders.UID, String.class);
                            if (uid == null || failing.remove(uid)) {
                                throw new IllegalStateException("not this one");
                            }
                        })
                        .start()) {
            fill(server, 4);

            for (int i = 0; i < 4; i++) {
                route.poll();
            }

            assertThat(route.uids()).containsExactly("uid-3", "uid-4", null, "uid-4");
            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1", "uid-2");
        }
    }

    @Test
    void greedyEndsThoughMessagesWithoutAUniqueIdComeAgain() throws Exception {
        try (MaildropServer server = server().listing((verb, lines) -> without("uid-2", lines))
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false&greedy=true").start()) {
            fill(server, 3);

            assertThat(route.poll()).isEqualTo(2);
            assertThat(route.poll()).isZero();
            route.consumer().run();

            assertThat(route.uids()).containsExactly("uid-1", "uid-3", null, null, null);
            assertThat(server.commits()).isEqualTo(3);
        }
    }

    @Test
    void aMessageThatFailedTooOftenIsLeftAlone() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxAttempts=2")
                        .processing(exchange -> {
                            throw new IllegalStateException("never");
                        })
                        .start()) {
            fill(server, 1);

            for (int i = 0; i < 4; i++) {
                route.poll();
            }

            assertThat(route.seen).hasSize(2);
            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** Camel completes an exchange whose processor throws an Error, as if nothing had happened. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anErrorFailsItsExchangeAndNoOther(boolean anotherStepFollows) throws Exception {
        List<String> afterwards = new CopyOnWriteArrayList<>();
        Processor failing = exchange -> {
            if (!"uid-2".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                throw new OutOfMemoryError("so it says");
            }
        };
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.start(from -> {
                from.process(failing);
                if (anotherStepFollows) {
                    from.process(
                            exchange -> afterwards.add(exchange.getIn().getHeader(Pop3LiteHeaders.UID, String.class)));
                }
            });
            fill(server, 3);

            assertThat(route.poll()).isEqualTo(1);

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1", "uid-3");
            assertThat(afterwards).isEqualTo(anotherStepFollows ? List.of("uid-2") : List.of());
            assertThat(route.context.getInflightRepository().size("mail")).isZero();
            assertThat(route.errors).hasSize(2);
        }
    }

    @Test
    void anExchangeThatIsRolledBackHasNotCompleted() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.start(from -> from.process(exchange -> exchange.setRollbackOnly(true)));
            fill(server, 1);

            assertThat(route.poll()).isZero();

            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    @Test
    void aTooLargeMessageIsLeftAndNotAskedForAgainWhateverTheServerSaysOfItsSize() throws Exception {
        try (MaildropServer server = server().sizes(message -> "10").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxMessageSize=1000").start()) {
            fill(server, 1);
            server.maildrop().add("large", MessageContent.of(new byte[1500]));
            server.maildrop().add("huge", MessageContent.of(new byte[50_000]));

            assertThatThrownBy(route::poll).isInstanceOf(io.maillite.pop3.MessageTooLargeException.class);
            route.poll();
            route.poll();

            assertThat(route.uids()).containsExactly("uid-1");
            assertThat(server.maildrop().uniqueIds()).containsExactly("large", "huge");
            assertThat(server.count("RETR")).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void aServerWithoutUidlIsServedAtLeastOnceButNotWithoutDeleting() throws Exception {
        try (MaildropServer server = server().withoutUidl().start()) {
            fill(server, 2);
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false").start()) {
                assertThatThrownBy(route::poll).hasMessageContaining("UIDL").hasMessageContaining("delete=true");
            }
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
                assertThat(route.poll()).isEqualTo(2);
            }
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aBusyMailboxIsNoError() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 1);
            server.faults().once("PASS", Fault.reply("-ERR [IN-USE] somebody else is here"));
            server.faults().once("AUTH", Fault.reply("-ERR [IN-USE] somebody else is here"));

            while (route.consumer().getPollsSkipped() == 0) {
                assertThat(route.poll()).isZero();
            }
            server.faults().clear();

            assertThat(route.poll()).isEqualTo(1);
        }
    }

    @Test
    void aStopInMidBatchCommitsWhatCompletedAndStartsNothingMore() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            entered.countDown();
                            goOn.await();
                        })
                        .start()) {
            fill(server, 5);
            Future<Integer> poll = inAnotherThread(route);
            entered.await();

            FutureTask<Void> stop = new FutureTask<>(() -> {
                route.context.getRouteController().stopRoute("mail");
                return null;
            });
            new Thread(stop).start();
            RouteOnMaildrop.awaiting(() -> route.consumer().isSuspendingOrSuspended());
            goOn.countDown();
            stop.get();

            assertThat(poll.get()).isEqualTo(1);
            assertThat(route.seen).hasSize(1);
            assertThat(server.maildrop().size()).isEqualTo(4);
        }
    }

    @Test
    void pastTheTimeToStopTheSessionIsDroppedAndTheNextOneRepairsIt() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            entered.countDown();
                            goOn.await();
                        })
                        .start()) {
            fill(server, 3);
            Future<Integer> poll = inAnotherThread(route);
            entered.await();

            route.context.getRouteController().stopRoute("mail", 1, TimeUnit.SECONDS);
            assertThatThrownBy(poll::get).hasCauseInstanceOf(MailConnectionException.class);
            goOn.countDown(); // too late for this session, not for the ledger
            RouteOnMaildrop.awaiting(() -> route.context.getInflightRepository().size() == 0);
            assertThat(server.maildrop().size()).isEqualTo(3);
            route.context.getRouteController().startRoute("mail");

            assertThat(route.poll()).isEqualTo(2);
            assertThat(route.uids()).containsExactly("uid-1", "uid-2", "uid-3");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void allTasksAreCompletedAtAStopIfTheRouteSaysSo() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.start(from -> from.shutdownRunningTask(ShutdownRunningTask.CompleteAllTasks)
                    .process(exchange -> {
                        entered.countDown();
                        goOn.await();
                    }));
            fill(server, 5);
            Future<Integer> poll = inAnotherThread(route);
            entered.await();
            FutureTask<Void> stop = new FutureTask<>(() -> {
                route.context.getRouteController().stopRoute("mail");
                return null;
            });
            new Thread(stop).start();
            RouteOnMaildrop.awaiting(() -> route.consumer().isSuspendingOrSuspended());
            goOn.countDown();
            stop.get();

            assertThat(poll.get()).isEqualTo(5);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void jmxShowsHowSessionsEnd() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server, 2);
            route.poll();

            MBeanServer beans =
                    route.context.getManagementStrategy().getManagementAgent().getMBeanServer();
            ObjectName consumer = beans.queryNames(new ObjectName("org.apache.camel:type=consumers,*"), null)
                    .iterator()
                    .next();
            assertThat(beans.getAttribute(consumer, "SessionsCommitted")).isEqualTo(1L);
            assertThat(beans.getAttribute(consumer, "LastSessionEnd")).isEqualTo("COMMITTED");
            assertThat(beans.getAttribute(consumer, "MessagesReceived")).isEqualTo(2L);
            assertThat(beans.getMBeanInfo(consumer).toString() + consumer).doesNotContain("secret-of-user");
        }
    }

    @Test
    void anExchangeIsCompleteWhenItsUnitOfWorkIsWhereverThatIs() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")) {
            route.context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:elsewhere").process(exchange -> {
                        goOn.await();
                        route.seen.add(RouteOnMaildrop.see(exchange));
                    });
                }
            });
            route.start(from -> from.to("seda:elsewhere"));
            fill(server, 3);
            Future<Integer> poll = inAnotherThread(route);
            RouteOnMaildrop.awaiting(() -> server.count("RETR") == 3);
            assertThat(server.count("DELE")).isZero();

            goOn.countDown();

            assertThat(poll.get()).isEqualTo(3);
            assertThat(server.maildrop().size()).isZero();
            assertThat(route.seen.get(0).octets()).isEqualTo(mail(1));
        }
    }

    @Test
    void aLargeMessageIsReceivedWhileTheRouteHasAnother() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "prefetchSize=10000")) {
            route.start(from -> from.process(exchange -> goOn.await()));
            server.maildrop().addMany(5, i -> MessageContent.generated("large " + i, 50_000));
            Future<Integer> poll = inAnotherThread(route);

            // the route has the first, the second waits for it, and of the third it is not known yet whether it is the
            // last
            RouteOnMaildrop.awaiting(() -> route.consumer().getMessagesReceived() == 3);
            assertThat(server.count("RETR")).isEqualTo(3);
            goOn.countDown();

            assertThat(poll.get()).isEqualTo(5);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    private static Future<Integer> inAnotherThread(RouteOnMaildrop route) {
        FutureTask<Integer> task = new FutureTask<>(route::poll);
        new Thread(task, "poll").start();
        return task;
    }
}
