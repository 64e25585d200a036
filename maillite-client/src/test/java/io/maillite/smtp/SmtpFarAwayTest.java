package io.maillite.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.proxy.DelayProxy;
import io.maillite.testkit.smtp.SinkServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server at 80 ms. What is counted is how many round trips fit into the time, and not how fast the machine is. */
class SmtpFarAwayTest {
    private static final Duration ONE_WAY = Duration.ofMillis(40);

    @Test
    void aBatchCostsNoRoundTripPerMessage() throws Exception {
        int n = 200;
        try (SinkServer server = SinkServer.start();
                DelayProxy far = DelayProxy.to(server.port(), ONE_WAY);
                SmtpSession session = Mails.client(far.port()).open()) {
            long start = System.nanoTime();
            List<SendResult> results = Mails.sendAll(
                    session,
                    IntStream.range(0, n)
                            .mapToObj(i -> Mails.mail("r" + i + "@example.org"))
                            .toList());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            session.quit();
            assertThat(results).hasSize(n).allMatch(result -> result.outcome() == Outcome.DELIVERED);
            // one by one it would be 200 x 80 ms at the least
            assertThat(took).isLessThan(ONE_WAY.multipliedBy(n));
        }
    }

    @Test
    void aMessageOverAKeptConnectionCostsOneRoundTrip() throws Exception {
        int n = 25;
        try (SinkServer server = SinkServer.start();
                DelayProxy far = DelayProxy.to(server.port(), ONE_WAY);
                SmtpSession session = Mails.client(far.port()).open()) {
            session.send(Mails.mail("first@example.org")).orThrow();
            long start = System.nanoTime();
            for (int i = 0; i < n; i++) {
                session.send(Mails.mail("r" + i + "@example.org")).orThrow();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            // two each would be 2 x 80 ms
            assertThat(took).isLessThan(ONE_WAY.multipliedBy(4L * n));
        }
    }
}
