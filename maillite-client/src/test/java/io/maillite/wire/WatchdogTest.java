package io.maillite.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
    void aDeadlineThatNeverComesHidesNoOther() {
        Watchdog watchdog = new Watchdog(Watchdog.A_SECOND, WatchdogTest::daemon);
        CountDownLatch struck = new CountDownLatch(1);
        watchdog.new Guard(struck::countDown).arm(System.nanoTime() + 1_500_000_000);
        Watchdog.Guard endless = watchdog.new Guard(() -> {});
        long cap = System.nanoTime() + CAP.toNanos();
        while (struck.getCount() > 0 && System.nanoTime() - cap < 0) {
            endless.arm(System.nanoTime() + Long.MAX_VALUE); // also when a look is due and has not begun
        }
        assertThat(struck.getCount()).isZero();
        endless.release();
    }

    @Test
    void whatIsDisarmedOrReleasedOrMovedDoesNotStrike() throws Exception {
        AtomicInteger strikes;
        long window = 300_000_000;
        long soon;
        Watchdog.Guard moved = Watchdog.guard(() -> {});
        do { // until it was done before the deadline passed
            moved.release();
            AtomicInteger counted = new AtomicInteger();
            strikes = counted;
            Watchdog.Guard disarmed = Watchdog.guard(counted::incrementAndGet);
            Watchdog.Guard released = Watchdog.guard(counted::incrementAndGet);
            moved = Watchdog.guard(counted::incrementAndGet);
            soon = System.nanoTime() + window;
            disarmed.arm(soon);
            disarmed.disarm();
            released.arm(soon);
            released.release();
            moved.arm(soon);
            moved.arm(soon + CAP.toNanos());
            window *= 2;
        } while (System.nanoTime() - soon > 0);
        CountDownLatch later = new CountDownLatch(1);
        Watchdog.guard(later::countDown).arm(soon + 100_000_000);
        assertThat(later.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        strikeOfAnother(); // by now, the look that found the later one is over, too
        strikeOfAnother();
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
    void aDeadlineBeforeTheNextLookWakesTheThread() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Watchdog watchdog = new Watchdog(Duration.ofDays(1).toNanos(), look -> {
            Thread made = daemon(look);
            thread.set(made);
            return made;
        });
        Watchdog.Guard late = watchdog.new Guard(() -> {});
        late.arm(System.nanoTime() + Duration.ofDays(2).toNanos());
        await().atMost(CAP).until(() -> isAtRest(thread.get()));
        CountDownLatch struck = new CountDownLatch(1);
        watchdog.new Guard(struck::countDown).arm(System.nanoTime() + 1_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        late.release();
    }

    @Test
    void whatWasIdleWhenItWasLookedAtIsGuardedAgain() throws Exception {
        CountDownLatch struck = new CountDownLatch(1);
        Watchdog.Guard guard = Watchdog.guard(struck::countDown);
        guard.arm(System.nanoTime() + Duration.ofDays(1).toNanos());
        guard.disarm();
        strikeOfAnother();
        strikeOfAnother(); // in a look that began after the guard was disarmed
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
    void connectionsThatEndInTimeDoNotWakeTheThread() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Watchdog watchdog = new Watchdog(Watchdog.A_SECOND, look -> {
            Thread made = daemon(look);
            thread.set(made);
            return made;
        });
        Watchdog.Guard held = watchdog.new Guard(() -> {});
        held.arm(System.nanoTime() + Duration.ofDays(1).toNanos());
        long start = System.nanoTime();
        long before = waits(thread.get());
        for (int i = 0; i < 1000; i++) {
            await().pollInterval(Duration.ofMillis(1)).atMost(CAP).until(() -> isAtRest(thread.get()));
            Watchdog.Guard guard = watchdog.new Guard(() -> {});
            guard.arm(System.nanoTime() + Duration.ofMinutes(1).toNanos());
            guard.disarm();
            guard.arm(System.nanoTime() + Duration.ofSeconds(5).toNanos());
            guard.release();
        }
        long ownLooks = (System.nanoTime() - start) / 1_000_000_000;
        assertThat(waits(thread.get()) - before).isLessThan(100 + 4 * ownLooks);
        held.release();
    }

    @Test
    void whereTheSystemGivesNoThreadTheNextOneThatIsArmedHasAllWatched() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        Watchdog watchdog = new Watchdog(Watchdog.A_SECOND, look -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return daemon(look);
        });
        CountDownLatch struck = new CountDownLatch(2);
        Watchdog.Guard first = watchdog.new Guard(struck::countDown);
        long soon = System.nanoTime() + 1_000_000;
        assertThatThrownBy(() -> first.arm(soon)).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> first.arm(soon)).isInstanceOf(OutOfMemoryError.class);
        watchdog.new Guard(struck::countDown).arm(soon);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThreadThatEndedIsReplaced() throws Exception {
        AtomicReference<Thread> first = new AtomicReference<>();
        AtomicInteger made = new AtomicInteger();
        Watchdog watchdog = new Watchdog(Watchdog.A_SECOND, look -> {
            Thread thread = daemon(look);
            first.compareAndSet(null, thread);
            made.incrementAndGet();
            return thread;
        });
        CountDownLatch struck = new CountDownLatch(1);
        watchdog.new Guard(struck::countDown).arm(System.nanoTime() + 1_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        first.get().join(CAP.toMillis()); // it ends by itself, as nothing is left to guard
        assertThat(first.get().isAlive()).isFalse();
        CountDownLatch again = new CountDownLatch(1);
        watchdog.new Guard(again::countDown).arm(System.nanoTime() + 1_000_000);
        assertThat(again.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(made).hasValue(2);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "watchdog of a test");
        thread.setDaemon(true);
        return thread;
    }

    private static void strikeOfAnother() throws InterruptedException {
        CountDownLatch struck = new CountDownLatch(1);
        Watchdog.guard(struck::countDown).arm(System.nanoTime() + 1_000_000);
        assertThat(struck.await(CAP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static boolean isAtRest(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** How often the thread has waited for something to do. */
    private static long waits(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
    }

    @Test
    void noThreadIsLeftWhenNothingIsGuarded() {
        Watchdog.Guard guard = Watchdog.guard(() -> {});
        guard.arm(System.nanoTime() + Duration.ofDays(1).toNanos());
        assertThat(watchdogs()).isPositive();
        guard.release();
        await().atMost(CAP).until(() -> watchdogs() == 0);
    }

    private static long watchdogs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("maillite-watchdog"))
                .count();
    }
}
