package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.pop3.Pop3Exception;
import io.maillite.testkit.net.PeerConnection.Ending;
import io.maillite.testkit.pop3.MaildropServer;
import io.maillite.testkit.pop3.MessageContent;
import io.maillite.testkit.server.Fault;
import io.maillite.testkit.server.Transport;
import io.maillite.wire.MailConnectionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Camel's own mail component does with a POP3 mailbox and somebody loses or doubles a mail by, row by row, and
 * what happens here instead.
 */
class WhereCamelMailDiffersTest {
    private static MaildropServer server() {
        return MaildropServer.builder()
                .account("user", "secret-of-user")
                .transport(Transport.inClear().countingWaits())
                .start();
    }

    private static byte[] mail(String messageId, String text) {
        return ("Message-ID: <" + messageId + ">\r\nSubject: " + text + "\r\n\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** There: 4n + 6, by TOP and RETR, NOOP and DELE for each message, and no UIDL. */
    @Test
    void roundTrips() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().addMany(100, i -> MessageContent.of(mail("m" + i, "mail " + i)));

            assertThat(route.poll()).isEqualTo(100);

            assertThat(server.waits()).isLessThanOrEqualTo(12 + 100 / 16);
            assertThat(server.counts()).doesNotContainKeys("TOP", "NOOP").containsEntry("UIDL", 1L);
        }
    }

    /** There: the first message with the same Message-ID, whichever was processed. */
    @Test
    void whichMessageIsDeleted() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "")
                        .processing(exchange -> {
                            if (exchange.getIn().getBody(String.class).contains("first")) {
                                throw new IllegalStateException("the first fails");
                            }
                            exchange.getIn().removeHeaders("*");
                        })
                        .start()) {
            server.maildrop().add(mail("twin", "first")).add(mail("twin", "second"));

            route.poll();

            assertThat(server.maildrop().uniqueIds()).containsExactly("uid-1");
        }
    }

    /** There: ignored, nothing logged, the idempotent key confirmed. */
    @Test
    void deleIsRefused() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().add(mail("m", "mail"));
            server.faults().once("DELE", Fault.reply("-ERR not now"));

            route.poll();
            assertThat(route.errors).singleElement().satisfies(error -> assertThat(error)
                    .isInstanceOf(Pop3Exception.class)
                    .hasMessageContaining("DELE 1")
                    .hasMessageContaining("not now"));
            route.poll();

            assertThat(route.seen).hasSize(1);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** There: ignored, nothing logged, health up. */
    @Test
    void quitIsRefused() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().add(mail("m", "mail"));
            server.faults().once("QUIT", Fault.replyAndClose("-ERR some deleted messages not removed"));

            assertThatThrownBy(route::poll).isInstanceOf(Pop3Exception.class).hasMessageContaining("not removed");
            route.poll();

            assertThat(route.seen).hasSize(1);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** There: ignored, and the mail comes again or not. */
    @Test
    void theConnectionIsLostAtQuit() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().add(mail("m", "mail"));
            server.faults().once("QUIT", Fault.end(Ending.DROP));

            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            route.poll();

            assertThat(route.seen).hasSize(1);
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** There: the marks made before are lost in silence, those mails come again. */
    @Test
    void theConnectionIsLostInMidBatch() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "pipelining=OFF").start()) {
            server.maildrop().addMany(6, i -> MessageContent.of(mail("m" + i, "mail " + i)));
            server.faults().once("RETR 4", Fault.cutAnswerAfter(20, Ending.RESET));

            assertThatThrownBy(route::poll).isInstanceOf(MailConnectionException.class);
            route.poll();

            assertThat(route.uids()).containsExactlyInAnyOrder("uid-1", "uid-2", "uid-3", "uid-4", "uid-5", "uid-6");
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** There: keys are added before routing, so a stop in mid-batch leaves keys of mails that then never come. */
    @Test
    void idempotentKeysAfterAStop(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys");
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server()) {
            server.maildrop().addMany(5, i -> MessageContent.of(mail("m" + i, "mail " + i)));
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#keys")
                    .bind("keys", FileIdempotentRepository.fileIdempotentRepository(keys.toFile()))
                    .processing(exchange -> {
                        entered.countDown();
                        goOn.await();
                    })
                    .start()) {
                FutureTask<Integer> poll = new FutureTask<>(route::poll);
                new Thread(poll).start();
                entered.await();
                assertThat(Files.exists(keys) ? Files.readAllLines(keys) : java.util.List.of())
                        .isEmpty();
                FutureTask<Void> stop = new FutureTask<>(() -> {
                    route.context.getRouteController().stopRoute("mail");
                    return null;
                });
                new Thread(stop).start();
                RouteOnMaildrop.awaiting(() -> route.consumer().isSuspendingOrSuspended());
                goOn.countDown();
                stop.get();
                assertThat(poll.get()).isEqualTo(1);
            }
            try (RouteOnMaildrop route = new RouteOnMaildrop(server, "idempotentRepository=#keys")
                    .bind("keys", FileIdempotentRepository.fileIdempotentRepository(keys.toFile()))
                    .start()) {
                assertThat(route.poll()).isEqualTo(4);
            }
            assertThat(server.maildrop().size()).isZero();
        }
    }

    /** There: the whole batch is fetched and held before the first exchange. */
    @Test
    void aBatchIsNotHeldInMemory() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "prefetch=4")
                        .processing(exchange -> goOn.await())
                        .start()) {
            server.maildrop().addMany(50, i -> MessageContent.of(mail("m" + i, "mail " + i)));
            FutureTask<Integer> poll = new FutureTask<>(route::poll);
            new Thread(poll).start();

            RouteOnMaildrop.awaiting(() -> !route.seen.isEmpty());
            assertThat(server.count("RETR")).isLessThanOrEqualTo(6);
            goOn.countDown();

            assertThat(poll.get()).isEqualTo(50);
        }
    }

    /** There: an {@code OutOfMemoryError} ends the consumer until the route is restarted. */
    @Test
    void anErrorDoesNotEndTheSchedule() throws Exception {
        CountDownLatch secondPoll = new CountDownLatch(2);
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delay=10&initialDelay=1")
                        .processing(exchange -> {
                            secondPoll.countDown();
                            throw new OutOfMemoryError("so it says");
                        })
                        .start()) {
            server.maildrop().add(mail("m", "mail"));
            route.consumer().startScheduler();

            secondPoll.await();

            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** There: everything again at each poll. */
    @Test
    void leavingMessagesOnTheServer() throws Exception {
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "delete=false").start()) {
            server.maildrop().add(mail("m", "mail"));

            assertThat(route.poll()).isEqualTo(1);
            assertThat(route.poll()).isZero();

            assertThat(server.maildrop().size()).isEqualTo(1);
        }
    }

    /** There: not available. */
    @Test
    void theRawMessage() throws Exception {
        byte[] raw = "Subject: =?utf-8?q?caf=C3=A9?=\r\nX: \u0001\u00ff  \r\n\r\n.\r\n..\r\n\nlone\rends \r\n\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        try (MaildropServer server = server();
                RouteOnMaildrop route = new RouteOnMaildrop(server, "").start()) {
            server.maildrop().add(raw);

            route.poll();

            assertThat(route.seen.get(0).octets()).isEqualTo(raw);
        }
    }
}
