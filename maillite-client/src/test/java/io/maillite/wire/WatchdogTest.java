package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
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
    void whatWasIdleWhenItWasLookedAtIsGuardedAgain() throws Exception {
        CountDownLatch struck = new CountDownLatch(1);
        Watchdog.Guard guard = Watchdog.guard(struck::countDown);
        guard.arm(System.nanoTime() + Duration.ofDays(1).toNanos());
        guard.disarm();
        strikeOfAnother();
        guard.arm(System.nanoTime() + 1_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        guard.release();
    }

    @Test
    void oneThatFailsToEndItsCallLeavesTheOthersGuarded() throws Exception {
        long soon = System.nanoTime() + 100_000_000;
        CountDownLatch struck = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            Watchdog.guard(() -> {
                        struck.countDown();
                        throw new IllegalStateException("cannot be closed");
                    })
                    .arm(soon);
        }
        CountDownLatch later = new CountDownLatch(1);
        Watchdog.guard(later::countDown).arm(soon + 2_000_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(later.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void connectionsThatEndInTimeDoNotWakeTheThread() throws Exception {
        strikeOfAnother();
        long before = waits();
        for (int i = 0; i < 1000; i++) {
            await().pollInterval(Duration.ofMillis(1)).atMost(CAP).until(WatchdogTest::isAtRest);
            Watchdog.Guard guard = Watchdog.guard(() -> {});
            guard.arm(System.nanoTime() + Duration.ofMinutes(1).toNanos());
            guard.disarm();
            guard.arm(System.nanoTime() + Duration.ofSeconds(5).toNanos());
            guard.release();
        }
        assertThat(waits() - before).isLessThan(500);
    }

    private static void strikeOfAnother() throws InterruptedException {
        CountDownLatch struck = new CountDownLatch(1);
        Watchdog.guard(struck::countDown).arm(System.nanoTime() + 1_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static boolean isAtRest() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(WatchdogTest::isWatchdog)
                .allMatch(thread ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** How often the thread has waited for something to do. */
    private static long waits() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(WatchdogTest::isWatchdog)
                .mapToLong(thread -> ManagementFactory.getThreadMXBean()
                        .getThreadInfo(thread.getId())
                        .getWaitedCount())
                .sum();
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
                .filter(WatchdogTest::isWatchdog)
                .count();
    }

    private static boolean isWatchdog(Thread thread) {
        return thread.getName().equals("maillite-watchdog");
    }
}
