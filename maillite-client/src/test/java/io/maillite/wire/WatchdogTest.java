package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration CAP = Duration.ofMinutes(2);

    @Test
    void aDeadlineThatPassesWhileArmedStrikesOnce() throws Exception {
        CountDownLatch struck = new CountDownLatch(1);
        Watchdog.Guard guard = Watchdog.guard(struck::countDown);
        guard.arm(System.nanoTime() + 1_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(guard.hasExpired()).isTrue();
        guard.release();
    }

    @Test
    void aDeadlineThatHasPassedAlreadyStrikesToo() throws Exception {
        CountDownLatch struck = new CountDownLatch(1);
        Watchdog.guard(struck::countDown).arm(System.nanoTime() - 1);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsDisarmedOrReleasedOrMovedDoesNotStrike() throws Exception {
        AtomicInteger strikes = new AtomicInteger();
        Watchdog.Guard disarmed = Watchdog.guard(strikes::incrementAndGet);
        Watchdog.Guard released = Watchdog.guard(strikes::incrementAndGet);
        Watchdog.Guard moved = Watchdog.guard(strikes::incrementAndGet);
        long soon = System.nanoTime() + 300_000_000;
        disarmed.arm(soon);
        disarmed.disarm();
        released.arm(soon);
        released.release();
        moved.arm(soon);
        moved.arm(soon + CAP.toNanos());
        // the one thread strikes in order: when this one has struck, the others would have
        CountDownLatch later = new CountDownLatch(1);
        Watchdog.guard(later::countDown).arm(soon + 100_000_000);
        assertThat(later.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(strikes).hasValue(0);
        moved.release();
    }

    @Test
    void aDeadlineCanBeMovedNearer() throws Exception {
        CountDownLatch struck = new CountDownLatch(1);
        Watchdog.Guard guard = Watchdog.guard(struck::countDown);
        guard.arm(System.nanoTime() + Duration.ofDays(1).toNanos());
        guard.disarm();
        guard.arm(System.nanoTime() + 1_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noThreadIsLeftWhenNothingIsGuarded() {
        Watchdog.Guard guard = Watchdog.guard(() -> {});
        guard.arm(System.nanoTime() + Duration.ofDays(1).toNanos());
        assertThat(watchdogs()).isEqualTo(1);
        guard.release();
        await().atMost(CAP).until(() -> watchdogs() == 0);
    }

    private static long watchdogs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("maillite-watchdog"))
                .count();
    }
}
