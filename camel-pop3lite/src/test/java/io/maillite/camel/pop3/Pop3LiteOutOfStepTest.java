package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import io.maillite.wire.MailProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that says a reply twice, or leaves one out: every message after that stands in the place of another one.
 * Whatever becomes of it, no message is deleted that the route has not seen.
 */
class Pop3LiteOutOfStepTest {
    private static final int MESSAGES = 6;

    /** Sizes that LIST gives truly, or all the same, or not at all. */
    private static MaildropServerBuilder server(String sizes) {
        MaildropServerBuilder server = MaildropServer.builder().account("user", "secret-of-user");
        return switch (sizes) {
            case "exact" -> server;
            case "alike" -> server.sizes(message -> "1000");
            case "none" -> server.sizes(message -> "?");
            default -> throw new IllegalArgumentException(sizes);
        };
    }

    private static byte[] mail(int i) {
        return ("Subject: mail " + i + "\r\n\r\n" + "x".repeat(i) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void fill(MaildropServer server) {
        server.maildrop().addMany(MESSAGES, i -> MessageContent.of(mail(i)));
    }

    private static Set<String> seen(RouteOnMaildrop route) {
        Set<String> contents = new HashSet<>();
        route.seen.forEach(seen -> contents.add(seen.text()));
        return contents;
    }

    private static void assertNothingIsLost(RouteOnMaildrop route, MaildropServer server) {
        Set<String> all = new HashSet<>();
        for (int i = 1; i <= MESSAGES; i++) {
            all.add(new String(mail(i), StandardCharsets.US_ASCII));
        }
        server.maildrop().messages().forEach(message -> {
            int number = Integer.parseInt(message.uniqueId().substring("uid-".length()));
            all.remove(new String(mail(number), StandardCharsets.US_ASCII));
        });
        assertThat(seen(route)).containsAll(all);
    }

    private static void pollUntilEmpty(RouteOnMaildrop route, MaildropServer server) {
        for (int poll = 0; poll < 12 && server.maildrop().size() > 0; poll++) {
            try {
                route.poll();
            } catch (Exception e) {
                assertThat(e).isInstanceOf(io.maillite.wire.MailException.class);
            }
            assertNothingIsLost(route, server);
        }
        assertThat(server.maildrop().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "exact, RETR 1",
        "exact, RETR 3",
        "exact, RETR 6",
        "alike, RETR 1",
        "alike, RETR 3",
        "alike, RETR 6",
        "none, RETR 1",
        "none, RETR 3",
        "none, RETR 6",
        "none, UIDL",
        "none, LIST",
        "none, STAT",
        "exact, DELE 1",
        "exact, DELE 6",
        "exact, QUIT"
    })
    void aReplySaidTwiceLosesNothing(String sizes, String which) throws Exception {
        try (MaildropServer server = server(sizes).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server);
            server.faults().once(which, Fault.answerTwice());

            pollUntilEmpty(route, server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR 1", "RETR 3", "RETR 6", "DELE 2", "UIDL", "QUIT"})
    void oneByOneAReplySaidTwiceLosesNothing(String which) throws Exception {
        try (MaildropServer server = server("none").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "pipelining=OFF").start()) {
            fill(server);
            server.faults().once(which, Fault.answerTwice());

            pollUntilEmpty(route, server);

            assertThat(route.seen).hasSize(MESSAGES);
        }
    }

    /** It would stand in front of the next message, and be a part of it. */
    @ParameterizedTest
    @CsvSource({"exact, RETR 1", "alike, RETR 2", "none, RETR 5", "none, RETR 6"})
    void aReplyThatNobodyAskedForIsNoPartOfAMessage(String sizes, String which) throws Exception {
        try (MaildropServer server = server(sizes).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server);
            server.faults().once(which, Fault.answer(answer -> (new String(answer, StandardCharsets.US_ASCII)
                            + "+OK and more\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));

            pollUntilEmpty(route, server);

            assertThat(seen(route)).hasSize(MESSAGES).noneMatch(text -> text.startsWith("+OK"));
        }
    }

    @ParameterizedTest
    @CsvSource({"exact, RETR 2", "exact, RETR 5", "exact, RETR 6", "alike, RETR 2", "none, RETR 2"})
    void aRefusalSaidTwiceLosesNothing(String sizes, String which) throws Exception {
        try (MaildropServer server = server(sizes).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server);
            server.faults().once(which, Fault.reply("-ERR not now\r\n-ERR not now"));

            pollUntilEmpty(route, server);
        }
    }

    /** The message that takes the second one for its own is passed over, and its place is the next one's. */
    @Test
    void whereSizesAreTrueARefusalSaidTwiceIsNoticedBeforeTheNextMessageIsDelivered() throws Exception {
        try (MaildropServer server = server("exact").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server);
            server.faults().once("RETR 2", Fault.reply("-ERR not now\r\n-ERR not now"));

            assertThatThrownBy(route::poll)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("has the size of the one beside it");
            pollUntilEmpty(route, server);

            assertThat(route.seen).hasSize(MESSAGES);
            route.seen.forEach(seen -> assertThat(seen.octets())
                    .isEqualTo(mail(Integer.parseInt(seen.uid().substring("uid-".length())))));
        }
    }

    /** It shows at the first message that is not the one that was asked for: by then, all others were. */
    @ParameterizedTest
    @ValueSource(strings = {"RETR 1", "RETR 3", "RETR 5"})
    void whereSizesAreTrueAMessageSaidTwiceIsNoticedBeforeItIsDelivered(String which) throws Exception {
        try (MaildropServer server = server("exact").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server);
            server.faults().once(which, Fault.answerTwice());

            assertThatThrownBy(route::poll)
                    .isInstanceOf(MailProtocolException.class)
                    .hasMessageContaining("once more");
            assertThat(route.seen).hasSize(seen(route).size());
            pollUntilEmpty(route, server);

            route.seen.forEach(seen -> assertThat(seen.octets())
                    .isEqualTo(mail(Integer.parseInt(seen.uid().substring("uid-".length())))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR 1", "RETR 2", "RETR 3", "RETR 5"})
    void whereSizesAreTrueAReplyLeftOutIsNoticedBeforeTheNextMessageIsDelivered(String which) throws Exception {
        try (MaildropServer server = server("exact").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "readTimeout=1s").start()) {
            fill(server);
            server.faults().once(which, Fault.noAnswer());

            assertThatThrownBy(route::poll).isInstanceOf(MailProtocolException.class);
            pollUntilEmpty(route, server);

            route.seen.forEach(seen -> assertThat(seen.octets())
                    .isEqualTo(mail(Integer.parseInt(seen.uid().substring("uid-".length())))));
        }
    }

    @Test
    void whatWasProcessedInEachOthersNameComesAgainAndThenOneByOne() throws Exception {
        try (MaildropServer server = server("alike").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server);
            server.faults().when("RETR 2", Fault.answerTwice());

            assertThatThrownBy(route::poll).isInstanceOf(MailProtocolException.class);
            assertThat(server.maildrop().size()).isEqualTo(MESSAGES);
            assertThat(route.consumer().getSessionsUnknown()).isEqualTo(1);
            int before = route.seen.size();

            for (int poll = 0; poll < 3; poll++) {
                int seen = route.seen.size();
                try {
                    route.poll();
                } catch (MailProtocolException e) {
                    // the message that is always said twice is never taken for another one
                }
                Set<String> again = new TreeSet<>();
                route.seen.subList(seen, route.seen.size()).forEach(one -> again.add(one.uid()));
                assertThat(again).doesNotContain("uid-2");
                assertThat(route.seen.size() - seen).isEqualTo(again.size());
            }
            route.seen.subList(before, route.seen.size()).forEach(seen -> assertThat(seen.octets())
                    .isEqualTo(mail(Integer.parseInt(seen.uid().substring("uid-".length())))));
            server.faults().clear();
            pollUntilEmpty(route, server);
        }
    }

    /** It ends when all was withdrawn already, and would put back what it took for its message. */
    @Test
    void anExchangeThatNobodyWaitsForIsNoReasonToDeleteWhatItWasTakenFor() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server("alike").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            if ("uid-2".equals(exchange.getIn().getHeader(Pop3LiteHeaders.UID))) {
                                entered.countDown();
                                goOn.await();
                            }
                        })
                        .start()) {
            fill(server);
            route.consumer().setKeepAlive(Duration.ofMillis(20));
            server.faults().once("RETR 1", Fault.answerTwice()).once("RETR 5", Fault.first(entered::await));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            Thread poller = new Thread(poll);
            poller.start();
            entered.await();
            RouteOnMaildrop.awaiting(() -> server.openConnections() == 0); // it was noticed
            poller.interrupt();
            assertThatThrownBy(poll::get).hasCauseInstanceOf(MailProtocolException.class);
            assertThat(seen(route)).containsExactly(new String(mail(1), StandardCharsets.US_ASCII));

            goOn.countDown();
            RouteOnMaildrop.awaiting(() -> route.context.getInflightRepository().size() == 0);
            pollUntilEmpty(route, server);
        }
    }

    @Test
    void withoutDeletionWhatWasProcessedInEachOthersNameIsNotForgotten() throws Exception {
        try (MaildropServer server = server("alike").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false").start()) {
            fill(server);
            server.faults().once("RETR 2", Fault.answerTwice());

            for (int poll = 0; poll < 4; poll++) {
                try {
                    route.poll();
                } catch (MailProtocolException e) {
                    assertThat(poll).isZero();
                }
            }

            assertThat(seen(route)).hasSize(MESSAGES);
            assertThat(server.maildrop().size()).isEqualTo(MESSAGES);
        }
    }

    @Test
    void theFarewellOfAnIdleSessionIsNoReasonToDeliverAgain() throws Exception {
        try (MaildropServer server = server("exact").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            fill(server);
            server.faults().once("DELE 6", Fault.answer(ok -> "+OK marked\r\n-ERR idle for too long\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));

            assertThatThrownBy(route::poll).hasMessageContaining("the server ended the session");
            pollUntilEmpty(route, server);

            assertThat(route.seen).hasSize(MESSAGES);
        }
    }
}
