package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.proxy.DelayProxy;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.wire.MailConnectionException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Round trips are counted by the server, since they cost the same on a slow machine; seconds are not. */
class Pop3LiteWireSpeedTest {
    private static MaildropServerBuilder server(Transport transport) {
        return MaildropServer.builder().account("user", "secret-of-user").transport(transport);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 200, 1000})
    void aServerThatPipelinesIsSeldomWaitedFor(int messages) throws Exception {
        try (MaildropServer server = server(Transport.inClear().countingWaits()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().addMany(messages, i -> MessageContent.generated("mail " + i, 4096));

            assertThat(route.poll()).isEqualTo(messages);

            assertThat(server.maildrop().size()).isZero();
            assertThat(server.waits()).isLessThanOrEqualTo(12 + messages / 16);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pipelining=OFF", "concurrentConsumers=4"})
    void aServerThatDoesNotPipelineIsWaitedForTwiceAMessage(String options) throws Exception {
        int messages = 50;
        try (MaildropServer server = server(Transport.inClear().countingWaits())
                        .withoutPipelining()
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, options).start()) {
            server.maildrop().addMany(messages, i -> MessageContent.generated("mail " + i, 4096));

            assertThat(route.poll()).isEqualTo(messages);

            assertThat(server.waits()).isLessThanOrEqualTo(12 + 2 * messages);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',20", "'prefetch=2',20", "'prefetchSize=1',20", "'pipelining=ON&concurrentConsumers=3',20"})
    void largeMessagesAndTinySocketBuffersBlockNobody(String options, int messages) throws Exception {
        try (MaildropServer server = server(
                                Transport.inClear().socketSizes(4096, 4096).answeringOneByOne())
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, options)) {
            AtomicLong octets = new AtomicLong();
            route.start(from -> from.process(exchange -> {
                try (InputStream body = exchange.getIn().getBody(InputStream.class)) {
                    octets.addAndGet(body.readAllBytes().length);
                }
            }));
            server.maildrop().addMany(messages, i -> MessageContent.generated("mail " + i, 1 << 20));

            assertThat(route.poll()).isEqualTo(messages);

            assertThat(octets).hasValue((long) messages << 20);
        }
    }

    @Test
    void aServerThatDropsPipelinedCommandsIsServedOneByOneFromThenOn() throws Exception {
        try (MaildropServer server =
                        server(Transport.inClear()).dropsPipelined().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().addMany(3, i -> MessageContent.generated("mail " + i, 100));
            assertThat(route.poll()).isEqualTo(3);
            server.maildrop().addMany(2, i -> MessageContent.generated("mail " + i, 100));
            assertThat(route.poll()).isEqualTo(2);

            assertThat(server.logins()).isEqualTo(3);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** It says that it has PIPELINING, and throws away what comes with another command. */
    @Test
    void aServerThatIsSilentToPipelinedCommandsIsServedOneByOneFromTheNextPollOn() throws Exception {
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "readTimeout=1000").start()) {
            server.faults().when("CAPA", connection -> {
                while (!connection.isDrained()) {
                    connection.readLine();
                }
                return Fault.Next.EXECUTE;
            });
            server.maildrop().addMany(3, i -> MessageContent.generated("mail " + i, 100));
            assertThatThrownBy(route::poll)
                    .isInstanceOfSatisfying(MailConnectionException.class, e -> assertThat(e.reason())
                            .isEqualTo(MailConnectionException.Reason.READ_TIMEOUT));
            assertThat(route.poll()).isEqualTo(3);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void whileTheRouteWorksTheNextMessagesAreOnTheirWay() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> first.await())
                        .start()) {
            server.maildrop().addMany(20, i -> MessageContent.generated("mail " + i, 100));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();

            RouteOnMaildrop.awaiting(() -> server.count("RETR") == 20);
            assertThat(route.seen).hasSizeLessThanOrEqualTo(1);
            first.countDown();

            assertThat(poll.get()).isEqualTo(20);
        }
    }

    @Test
    void noMoreIsAskedForThanPrefetchAllows() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "prefetch=5")
                        .processing(exchange -> first.await())
                        .start()) {
            server.maildrop().addMany(50, i -> MessageContent.generated("mail " + i, 100));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();

            RouteOnMaildrop.awaiting(() -> !route.seen.isEmpty());
            // one is worked on, five wait for the route, one is held back until its successor is known
            RouteOnMaildrop.awaiting(() -> server.count("RETR") >= 5);
            assertThat(server.count("RETR")).isLessThanOrEqualTo(7);
            first.countDown();

            assertThat(poll.get()).isEqualTo(50);
        }
    }

    @Test
    void aSlowRouteKeepsTheSessionAliveAndIsNotRunAheadOf() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "prefetch=2")
                        .processing(exchange -> first.await())
                        .start()) {
            route.consumer().setKeepAlive(Duration.ofMillis(20));
            server.maildrop().addMany(10, i -> MessageContent.generated("mail " + i, 100));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();

            RouteOnMaildrop.awaiting(() -> server.count("NOOP") >= 3);
            first.countDown();

            assertThat(poll.get()).isEqualTo(10);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    @Test
    void aRouteThatIsNeverIdleForLongKeepsTheSessionAliveToo() throws Exception {
        AtomicLong heard = new AtomicLong();
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            LockSupport.parkNanos(10_000_000); // sooner than the session would have to be kept alive
                            heard.set(server.count("DELE") + server.count("NOOP"));
                        })
                        .start()) {
            route.consumer().setKeepAlive(Duration.ofMillis(40));
            server.maildrop().addMany(20, i -> MessageContent.generated("mail " + i, 100));

            assertThat(route.poll()).isEqualTo(20);

            assertThat(heard.get()).isPositive();
        }
    }

    @Test
    void concurrentConsumersProcessInParallelAndEachDeletesItsOwn() throws Exception {
        CyclicBarrier four = new CyclicBarrier(4);
        List<String> failed = Collections.synchronizedList(new ArrayList<>());
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "concurrentConsumers=4")
                        .processing(exchange -> {
                            four.await(60, TimeUnit.SECONDS); // passes only if four are processed at the same time
                            String uid = exchange.getIn().getHeader(Pop3LiteHeaders.UID, String.class);
                            if (uid.endsWith("7")) {
                                failed.add(uid);
                                throw new IllegalStateException("not this one");
                            }
                        })
                        .start()) {
            server.maildrop().addMany(40, i -> MessageContent.generated("mail " + i, 100));

            assertThat(route.poll()).isEqualTo(36);

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-7", "uid-17", "uid-27", "uid-37");
            assertThat(failed).containsExactlyInAnyOrder("uid-7", "uid-17", "uid-27", "uid-37");
        }
    }

    @Test
    void oneConsumerKeepsTheOrderOfTheMailbox() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            running.decrementAndGet();
                        })
                        .start()) {
            server.maildrop().addMany(100, i -> MessageContent.generated("mail " + i, 100));

            route.poll();

            assertThat(route.uids())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 100)
                            .mapToObj(i -> "uid-" + i)
                            .toList());
            assertThat(most).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "concurrentConsumers=4", "pipelining=OFF"})
    void aConnectionThatBreaksAgainAndAgainLosesNothingAndDoublesNothing(String options) throws Exception {
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, options).start()) {
            server.maildrop().addMany(30, i -> MessageContent.generated("mail " + i, 3000));
            List<String> all = server.maildrop().uniqueIds();

            // each session breaks after so many octets of the answer to another RETR
            for (int cut = 0; cut < 30; cut++) {
                server.faults().clear();
                server.faults()
                        .after(
                                cut % 7,
                                "RETR",
                                Fault.cutAnswerAfter(cut * 101L, io.maillite.testkit.net.PeerConnection.Ending.RESET));
                try {
                    route.poll();
                } catch (io.maillite.wire.MailException expected) {
                    assertThat(server.maildrop().size()).isPositive();
                }
            }
            server.faults().clear();
            route.poll();

            assertThat(route.uids()).containsExactlyInAnyOrderElementsOf(all);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** With 80 ms a round trip, 3 s of waiting are 37 round trips. */
    @Test
    void aMailboxFarAwayDrainsInFewRoundTrips() throws Exception {
        try (MaildropServer server = server(Transport.inClear().countingWaits()).start();
                DelayProxy far = DelayProxy.to(server.port(), Duration.ofMillis(40));
                RouteOnMaildrop route = new RouteOnMaildrop(far.host(), far.port(), "").start()) {
            server.maildrop().addMany(200, i -> MessageContent.generated("mail " + i, 4096));

            assertThat(route.poll()).isEqualTo(200);

            assertThat(server.maildrop().size()).isZero();
            assertThat(server.waits()).isLessThanOrEqualTo(12 + 200 / 16);
        }
    }

    @Test
    void aListingLongerThanAllowedIsAnError() throws Exception {
        try (MaildropServer server = server(Transport.inClear()).start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "maxListing=5").start()) {
            server.maildrop().addMany(6, i -> MessageContent.generated("mail " + i, 100));

            assertThatThrownBy(route::poll).hasMessageContaining("5");
            assertThat(server.maildrop().size()).isEqualTo(6);
        }
    }
}
