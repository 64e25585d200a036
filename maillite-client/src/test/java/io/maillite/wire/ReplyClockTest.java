package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ten seconds for a reply, by a clock that the test turns. */
class ReplyClockTest {
    private long now = 1_000_000;
    private final ReplyClock clock = new ReplyClock(() -> now);

    @Test
    void aReplyHasItsTimeAsAWhole() {
        clock.start(Duration.ofSeconds(10));
        assertThat(left()).isEqualTo(Duration.ofSeconds(10));
        octetsAfter(Duration.ofSeconds(4), 1);
        assertThat(left()).isEqualTo(Duration.ofSeconds(6));
        octetsAfter(Duration.ofSeconds(5), 1000);
        assertThat(left()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void contentThatComesAtOneKibPerSecondMayTakeForEver() {
        clock.start(Duration.ofSeconds(10));
        clock.allowBulk();
        for (int i = 0; i < 1000; i++) {
            octetsAfter(Duration.ofSeconds(9), 9 * 1024 + 1);
        }
        assertThat(left()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void contentThatComesSlowerUsesItsTimeUp() {
        clock.start(Duration.ofSeconds(10));
        clock.allowBulk();
        int seconds = 0;
        while (left().compareTo(Duration.ZERO) > 0) {
            octetsAfter(Duration.ofSeconds(1), 512);
            seconds++;
        }
        assertThat(seconds).isBetween(20, 21);
    }

    @Test
    void silenceWithinContentHasTheSameTime() {
        clock.start(Duration.ofSeconds(10));
        clock.allowBulk();
        octetsAfter(Duration.ofSeconds(1), 100 * 1024 * 1024);
        assertThat(left()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whatACallerTakesToKeepTheContentIsNotTheServersDelay() {
        clock.start(Duration.ofSeconds(10));
        clock.allowBulk();
        octetsAfter(Duration.ofSeconds(1), 1);
        now += Duration.ofHours(1).toNanos();
        assertThat(left()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }

    @Test
    void eachReplyStartsAnew() {
        clock.start(Duration.ofSeconds(10));
        clock.allowBulk();
        octetsAfter(Duration.ofSeconds(9), 1024);
        assertThat(clock.hasReceived()).isTrue();
        clock.start(Duration.ofSeconds(3));
        assertThat(clock.hasReceived()).isFalse();
        assertThat(left()).isEqualTo(Duration.ofSeconds(3));
        octetsAfter(Duration.ofSeconds(1), 1_000_000);
        assertThat(left()).isEqualTo(Duration.ofSeconds(2));
    }

    private Duration left() {
        return Duration.ofNanos(clock.startWaiting() - now);
    }

    private void octetsAfter(Duration wait, int octets) {
        clock.startWaiting();
        now += wait.toNanos();
        clock.received(octets);
    }
}
