package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.sasl.MailAuthenticationException;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MaildropServerBuilder;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.wire.MailConnectionException;
import io.maillite.wire.MailTlsException;
import java.io.File;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.StreamCache;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer as a route's author meets it: bodies, options, errors, schedule. */
class Pop3LiteConsumerTest {
    private static MaildropServerBuilder server() {
        return MaildropServer.builder().account("user", "secret-of-user");
    }

    private static final byte[] MAIL = "Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(strings = {"", "spoolThreshold=0"})
    void theBodyIsRepeatableAndConvertsToWhatRoutesUse(String options) throws Exception {
        AtomicReference<File> file = new AtomicReference<>();
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, options)) {
            route.start(from -> from.process(exchange -> {
                assertThat(exchange.getIn().getBody()).isInstanceOf(StreamCache.class);
                for (int i = 0; i < 2; i++) {
                    assertThat(exchange.getIn().getBody(byte[].class)).isEqualTo(MAIL);
                    exchange.getIn().getBody(StreamCache.class).reset();
                    assertThat(exchange.getIn().getBody(String.class)).isEqualTo(new String(MAIL));
                    exchange.getIn().getBody(StreamCache.class).reset();
                    try (InputStream in = exchange.getIn().getBody(InputStream.class)) {
                        assertThat(in.readAllBytes()).isEqualTo(MAIL);
                    }
                    exchange.getIn().getBody(StreamCache.class).reset();
                }
                file.set(exchange.getIn().getBody(File.class));
                assertThat(file.get()).hasBinaryContent(MAIL);
            }));
            server.maildrop().add(MAIL);

            route.poll();

            assertThat(route.errors).map(Throwables::getStackTrace).isEmpty();
            assertThat(file.get()).doesNotExist();
        }
    }

    @Test
    void aLargeMessageIsInAFileOfItsOwnersUntilTheExchangeIsDone(@TempDir Path spool) throws Exception {
        List<Path> files = new ArrayList<>();
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "spoolThreshold=1000")) {
            route.context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
            route.start(from -> from.process(exchange -> {
                try (Stream<Path> listed = Files.list(spool)) {
                    files.addAll(listed.toList());
                }
                for (Path file : files) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                }
            }));
            server.maildrop().add(MessageContent.generated("large", 5000));

            assertThat(route.poll()).isEqualTo(1);

            assertThat(files).hasSize(1);
            assertThat(spool).isEmptyDirectory();
        }
    }

    /** By {@code LIST} a thousand of these fit into memory ahead of the route; by what comes they don't. */
    @Test
    void sizesThatAreListedTooSmallDoNotFillTheMemory(@TempDir Path spool) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Integer> files = new CopyOnWriteArrayList<>();
        try (MaildropServer server = server().sizes(message -> "1").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "prefetchSize=100000")) {
            route.context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
            route.start(from -> from.process(exchange -> {
                goOn.await();
                files.add(spool.toFile().list().length);
            }));
            server.maildrop().addMany(30, i -> MessageContent.generated("mail " + i, 50_000));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();

            RouteOnMaildrop.awaiting(() -> route.consumer().getMessagesReceived() >= 20);
            goOn.countDown();

            assertThat(poll.get()).isEqualTo(30);
            assertThat(files.get(0)).as("messages in files").isGreaterThanOrEqualTo(20 - 5);
        }
    }

    @Test
    void whatAnAggregatorHoldsOnToStaysReadable(@TempDir Path spool) throws Exception {
        List<Integer> sizes = new ArrayList<>();
        CountDownLatch aggregated = new CountDownLatch(1);
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "spoolThreshold=1000")) {
            route.context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
            route.start(from -> from.aggregate(new GroupedBodyAggregationStrategy())
                    .constant(true)
                    .completionFromBatchConsumer()
                    .process(exchange -> {
                        for (Object body : exchange.getIn().getBody(List.class)) {
                            sizes.add(((InputStream) body).readAllBytes().length);
                        }
                        aggregated.countDown();
                    }));
            server.maildrop().addMany(3, i -> MessageContent.generated("mail " + i, 5000 + i));

            assertThat(route.poll()).isEqualTo(3);
            aggregated.await();

            assertThat(sizes).containsExactly(5001, 5002, 5003);
            assertThat(spool).isEmptyDirectory();
        }
    }

    @Test
    void afterALostConnectionNoFileIsLeft(@TempDir Path spool) throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "spoolThreshold=1000")) {
            route.context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
            route.start();
            server.maildrop().addMany(5, i -> MessageContent.generated("mail " + i, 5000));
            server.faults()
                    .once("RETR 3", Fault.cutAnswerAfter(3000, io.maillite.testkit.net.PeerConnection.Ending.RESET));

            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);

            assertThat(spool).isEmptyDirectory();
        }
    }

    @Test
    void anEmptyMailboxIsIdleAndABusyOrFailingOneIsNot() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "sendEmptyMessageWhenIdle=true")
                        .processing(exchange -> {
                            throw new IllegalStateException("always");
                        })
                        .start()) {
            route.poll();
            assertThat(route.consumer().isSendEmptyMessageWhenIdle()).isTrue();

            server.maildrop().add(MAIL);
            route.poll();
            assertThat(route.consumer().isSendEmptyMessageWhenIdle()).isFalse();

            server.faults().when("AUTH", Fault.reply("-ERR [IN-USE] busy"));
            server.faults().when("PASS", Fault.reply("-ERR [IN-USE] busy"));
            route.poll();
            assertThat(route.consumer().isSendEmptyMessageWhenIdle()).isFalse();
        }
    }

    @Test
    void theLoginDelayOfTheServerIsKept() throws Exception {
        try (MaildropServer server = server().capabilities("TOP", "UIDL", "SASL PLAIN", "LOGIN-DELAY 3600")
                        .capabilitiesAfterLogin("TOP", "UIDL", "SASL PLAIN", "LOGIN-DELAY 3600")
                        .start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "greedy=true").start()) {
            server.maildrop().add(MAIL);
            assertThat(route.poll()).isEqualTo(1);
            server.maildrop().add(MAIL);
            assertThat(route.poll()).isZero();

            assertThat(server.logins()).isEqualTo(1);
            assertThat(route.consumer().getPollsSkipped()).isEqualTo(1);
        }
    }

    @Test
    void greedyEmptiesAMailboxSessionAfterSession() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route =
                        new RouteOnMaildrop(server, "greedy=true&maxMessagesPerPoll=2&delay=3600000").start()) {
            server.maildrop().addMany(7, i -> MessageContent.of(MAIL));
            route.consumer().startScheduler();

            RouteOnMaildrop.awaiting(() -> server.maildrop().size() == 0);

            RouteOnMaildrop.awaiting(() -> server.commits() == 5); // four with messages, one that finds no more
            assertThat(route.seen).hasSize(7);
        }
    }

    @Test
    void aWrongPasswordIsAnErrorThatTheHealthCheckShows() throws Exception {
        try (MaildropServer server =
                        MaildropServer.builder().account("user", "another").start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "initialDelay=1&delay=3600000").start()) {
            HealthCheck health = route.consumer().getHealthCheck();
            route.consumer().startScheduler();

            RouteOnMaildrop.awaiting(() -> !route.errors.isEmpty());

            assertThat(route.errors.get(0))
                    .isInstanceOf(MailAuthenticationException.class)
                    .hasMessageContaining("Check username and password")
                    .hasMessageNotContaining("secret-of-user");
            RouteOnMaildrop.awaiting(() -> health.call().getState() == HealthCheck.State.DOWN);
            assertThat(server.count("AUTH") + server.count("PASS")).isEqualTo(1);
        }
    }

    @Test
    void aClosedPortSaysWhatToCheck() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (RouteOnMaildrop route = new RouteOnMaildrop("localhost", closed, "").start()) {
            assertThatThrownBy(route::poll)
                    .isInstanceOf(MailConnectionException.class)
                    .hasMessageContaining("localhost:" + closed)
                    .hasMessageContaining("Check that the server runs");
        }
    }

    @Test
    void aServerInClearUnderImplicitTlsNamesTheOtherTwo() throws Exception {
        try (MaildropServer server = server().start();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "", "IMPLICIT").start()) {
            assertThatThrownBy(route::poll)
                    .isInstanceOf(MailTlsException.class)
                    .hasMessageContaining("tls=STARTTLS")
                    .hasMessageContaining("tls=NONE");
            assertThat(server.count("AUTH") + server.count("PASS")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMPLICIT", "STARTTLS"})
    void tlsIsVerifiedByTheParametersGiven(String tls) throws Exception {
        Transport transport = tls.equals("IMPLICIT") ? Transport.implicitTls() : Transport.startTls();
        try (MaildropServer server = server().transport(transport).start()) {
            server.maildrop().add(MAIL);
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "", tls).start()) {
                assertThatThrownBy(route::poll)
                        .isInstanceOf(MailTlsException.class)
                        .hasMessageContaining("not signed by anybody trusted");
            }
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "sslContextParameters=#trust", tls)
                    .bind("trust", TestTrust.ofTheTestCa())
                    .start()) {
                assertThat(route.poll()).isEqualTo(1);
            }
        }
    }
}
