package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.proxy.Cut;
import io.maillite.testkit.proxy.CutProxy;
import io.maillite.testkit.proxy.Direction;
import io.maillite.testkit.smtp.Received;
import io.maillite.testkit.smtp.SinkServer;
import io.maillite.testkit.smtp.SinkServerBuilder;
import io.maillite.testkit.smtp.SmtpPath;
import io.maillite.testkit.smtp.Verdicts;
import io.maillite.wire.MailException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line breaks at each octet in turn: what we say of a message is true, or that we do not know. */
class SmtpCutTest {
    private static final int MAILS = 4;

    @ParameterizedTest
    @CsvSource({
        "TO_SERVER,CLOSE,''",
        "TO_SERVER,RESET,''",
        "TO_SERVER,CLOSE,CHUNKING",
        "TO_SERVER,CLOSE,PIPELINING",
        "TO_CLIENT,CLOSE,''",
        "TO_CLIENT,RESET,''",
        "TO_CLIENT,CLOSE,CHUNKING",
        "TO_CLIENT,CLOSE,PIPELINING"
    })
    void everyOctet(Direction direction, Cut.How how, String without) throws Exception {
        SinkServerBuilder builder =
                SinkServer.builder().without(without.split(" ")).verdicts(new SomeRefused());
        try (SinkServer server = builder.start();
                CutProxy proxy = CutProxy.to(server.port())) {
            long cutAfter = 0;
            boolean whole = false;
            while (!whole) {
                server.forget();
                proxy.cutNext(new Cut(direction, cutAfter, how));
                List<SendResult> results = attempt(proxy.port());
                await().pollInterval(Duration.ofMillis(1)).until(() -> server.openConnections() == 0);
                assertTrue(results, server.received(), cutAfter);
                whole = results.size() == MAILS
                        && results.stream().noneMatch(result -> result.retriable() || isInDoubt(result));
                cutAfter++;
            }
            assertThat(cutAfter).isGreaterThan(100);
        }
    }

    /** Recipient 0 of each is taken, recipient 1 never, and the last message not at all. */
    private static final class SomeRefused implements Verdicts {
        @Override
        public @Nullable String recipient(SmtpPath recipient, int accepted) {
            return recipient.address().startsWith("bad") ? "550 5.1.1 nobody" : null;
        }

        @Override
        public @Nullable String message(Received message) {
            return number(message) == MAILS - 1 ? "451 4.3.0 not now" : null;
        }
    }

    private static int number(Received message) {
        return Integer.parseInt(message.text().strip());
    }

    private static List<SendResult> attempt(int port) {
        List<SendResult> results = new ArrayList<>();
        try (SmtpSession session = Mails.client(port).open()) {
            results.addAll(Mails.sendAll(
                    session,
                    IntStream.range(0, MAILS)
                            .mapToObj(i -> new MailObject(
                                    Envelope.of("from@example.org", "to" + i + "@example.org", "bad@example.org"),
                                    Mails.text(i + "\r\n")))
                            .toList()));
            session.quit();
        } catch (MailException e) {
            assertThat(results).isEmpty(); // there was no session at all
        }
        return results;
    }

    private static boolean isInDoubt(SendResult result) {
        return result.outcome() == Outcome.IN_DOUBT;
    }

    private static void assertTrue(List<SendResult> results, List<Received> received, long cutAfter) {
        for (int i = 0; i < MAILS; i++) {
            int number = i;
            long stored = received.stream()
                    .filter(message -> number(message) == number)
                    .count();
            String recipient = "to" + i + "@example.org";
            if (i < results.size() && results.get(i).recipients().inDoubt().contains(recipient)) {
                assertThat(stored)
                        .as("message %s in doubt, cut after %s", i, cutAfter)
                        .isLessThanOrEqualTo(1);
                assertThat(results.get(i).failure().orElseThrow()).isInstanceOf(DeliveryInDoubtException.class);
            } else {
                boolean accepted = i < results.size()
                        && results.get(i).recipients().accepted().contains(recipient);
                assertThat(stored)
                        .as("message %s, cut after %s: %s", i, cutAfter, results)
                        .isEqualTo(accepted ? 1 : 0);
            }
        }
    }
}
