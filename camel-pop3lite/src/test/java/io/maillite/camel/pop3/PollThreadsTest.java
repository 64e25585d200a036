package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.log.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollThreadsTest {
    private static final PollThreads.Times AT_ONCE_AND_OFTEN = new PollThreads.Times(0, 1, TimeUnit.MILLISECONDS, true);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    private PollThreads places(int places, Duration patience) {
        return new PollThreads(places, patience, threads, clock);
    }

    private static void awaiting(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void manyMailboxesShareFewThreads() {
        PollThreads three = places(3, Duration.ofMinutes(10));
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<AtomicInteger> polls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            AtomicInteger count = new AtomicInteger();
            polls.add(count);
            three.schedule(
                    () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        seen.add(Thread.currentThread());
                        count.incrementAndGet();
                        now.decrementAndGet();
                    },
                    AT_ONCE_AND_OFTEN);
        }
        awaiting(() -> polls.stream().allMatch(count -> count.get() >= 5));
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aMailboxForWhichThereIsNoThreadIsPolledWhenItIsDueAgain() {
        AtomicInteger failures = new AtomicInteger();
        ExecutorService scarce =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
                    @Override
                    public void execute(Runnable command) {
                        if (failures.getAndIncrement() < 3) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        super.execute(command);
                    }
                };
        PollThreads one = new PollThreads(1, Duration.ofMinutes(10), scarce, clock);
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        one.schedule(first::incrementAndGet, AT_ONCE_AND_OFTEN);
        one.schedule(second::incrementAndGet, AT_ONCE_AND_OFTEN);
        awaiting(() -> first.get() >= 3 && second.get() >= 3);
        scarce.shutdownNow();
    }

    @Test
    void whereThereIsNoThreadWhoRunsGoesOnWithThoseThatAreDue() {
        AtomicInteger asked = new AtomicInteger();
        ExecutorService one =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
                    @Override
                    public void execute(Runnable command) {
                        if (asked.getAndIncrement() > 0) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        super.execute(command);
                    }
                };
        PollThreads many = new PollThreads(4, Duration.ofMinutes(10), one, clock);
        PollThreads.Times once = new PollThreads.Times(0, 1, TimeUnit.HOURS, true);
        CountDownLatch running = new CountDownLatch(1);
        many.schedule(() -> hang(running), once);
        awaiting(() -> asked.get() == 1);
        Set<Integer> polled = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 20; i++) {
            int mailbox = i;
            many.schedule(() -> polled.add(mailbox), once);
        }
        awaiting(() -> asked.get() > 20);
        assertThat(polled).isEmpty();
        running.countDown();
        awaiting(() -> polled.size() == 20);
        one.shutdownNow();
    }

    @Test
    void aSlowPollLendsItsPlaceAsSoonAsALongOneIsOver() {
        PollThreads one = places(1, Duration.ofMillis(20));
        PollThreads.Times once = new PollThreads.Times(0, 1, TimeUnit.HOURS, true);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch slowRuns = new CountDownLatch(1);
        AtomicInteger third = new AtomicInteger();
        one.schedule(() -> hang(hanging), once);
        one.schedule(
                () -> {
                    slowRuns.countDown();
                    hang(slow);
                },
                once);
        awaiting(() -> slowRuns.getCount() == 0); // the first has lent its place
        AtomicInteger due = new AtomicInteger();
        one.schedule(third::incrementAndGet, once);
        clock.schedule(due::incrementAndGet, 1, TimeUnit.MILLISECONDS);
        awaiting(() -> due.get() == 1);
        assertThat(third).hasValue(0);
        hanging.countDown();
        awaiting(() -> third.get() == 1);
        slow.countDown();
    }

    @Test
    void pollsThatComeLateAreToldOnce() {
        Duration patience = Duration.ofSeconds(1);
        PollThreads one = places(1, patience);
        PollThreads.Times once = new PollThreads.Times(0, 1, TimeUnit.HOURS, true);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch bothRun = new CountDownLatch(2);
        AtomicInteger polls = new AtomicInteger();
        try (CapturedLog log = CapturedLog.begin()) {
            for (int i = 0; i < 2; i++) {
                one.schedule(
                        () -> {
                            bothRun.countDown();
                            hang(hanging);
                        },
                        once);
            }
            awaiting(() -> bothRun.getCount() == 0);
            long due = System.nanoTime();
            one.schedule(polls::incrementAndGet, AT_ONCE_AND_OFTEN);
            one.schedule(polls::incrementAndGet, AT_ONCE_AND_OFTEN);
            awaiting(() -> System.nanoTime() - due > 2 * patience.toNanos());
            hanging.countDown();
            awaiting(() -> polls.get() >= 2);
            assertThat(log.lines("Polls are late")).hasSize(1).first(STRING).contains("pollThreads (1)");
        }
    }

    @Test
    void oneMailboxIsNeverPolledTwiceAtATime() {
        PollThreads eight = places(8, Duration.ofMillis(1));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger polls = new AtomicInteger();
        eight.schedule(
                () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    polls.incrementAndGet();
                    now.decrementAndGet();
                },
                AT_ONCE_AND_OFTEN);
        awaiting(() -> polls.get() >= 50);
        assertThat(most).hasValue(1);
    }

    @Test
    void serversThatHangDoNotStarveTheOthers() {
        PollThreads two = places(2, Duration.ofMillis(20));
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger polls = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            two.schedule(
                    () -> {
                        hanging.incrementAndGet();
                        hang(end);
                    },
                    AT_ONCE_AND_OFTEN);
        }
        awaiting(() -> hanging.get() == 2);
        for (int i = 0; i < 20; i++) {
            two.schedule(polls::incrementAndGet, AT_ONCE_AND_OFTEN);
        }
        awaiting(() -> polls.get() >= 200);
        assertThat(hanging).hasValue(2);
        end.countDown();
    }

    @Test
    void manyServersThatHangForAWhileLeaveThePlacesToTheOthersFromThenOn() {
        PollThreads two = places(2, Duration.ofMillis(20));
        AtomicInteger hung = new AtomicInteger();
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger polls = new AtomicInteger();
        for (int i = 0; i < 30; i++) {
            two.schedule(
                    () -> {
                        most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(Duration.ofMillis(60).toNanos()); // as until a read time-out
                        hanging.decrementAndGet();
                        hung.incrementAndGet();
                    },
                    AT_ONCE_AND_OFTEN);
        }
        two.schedule(polls::incrementAndGet, AT_ONCE_AND_OFTEN);
        awaiting(() -> hung.get() >= 90);
        assertThat(most.get()).isLessThanOrEqualTo(4);
        assertThat(polls.get()).isGreaterThan(30);
    }

    @Test
    void aPollThatFailsIsDueAgain() {
        PollThreads one = places(1, Duration.ofMinutes(10));
        AtomicInteger polls = new AtomicInteger();
        one.schedule(
                () -> {
                    polls.incrementAndGet();
                    throw new AssertionError("not this time");
                },
                AT_ONCE_AND_OFTEN);
        awaiting(() -> polls.get() >= 3);
    }

    @Test
    void aPollThatIsOverWhenAllHasStoppedIsTheLastOne() throws Exception {
        PollThreads one = places(1, Duration.ofMinutes(10));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        List<Throwable> uncaught = new ArrayList<>();
        AtomicInteger polls = new AtomicInteger();
        one.schedule(
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
                    polls.incrementAndGet();
                    begun.countDown();
                    hang(end);
                },
                AT_ONCE_AND_OFTEN);
        begun.await();
        clock.shutdownNow();
        end.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(polls).hasValue(1);
        assertThat(uncaught).isEmpty();
    }

    @Test
    void whoIsCancelledIsInterruptedAndNotPolledAgainAndTheThreadServesOthers() {
        PollThreads one = places(1, Duration.ofMinutes(10));
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        PollThreads.Poll hanging = one.schedule(
                () -> {
                    begun.incrementAndGet();
                    hang(never);
                },
                AT_ONCE_AND_OFTEN);
        awaiting(() -> begun.get() == 1);
        PollThreads.Poll waiting = one.schedule(others::incrementAndGet, AT_ONCE_AND_OFTEN);
        one.schedule(
                () -> {
                    if (!Thread.currentThread().isInterrupted()) {
                        others.addAndGet(1000);
                    }
                },
                AT_ONCE_AND_OFTEN);
        waiting.cancel();
        hanging.cancel();
        awaiting(() -> others.get() >= 2000);
        assertThat(others.get() % 1000).isZero();
        assertThat(begun).hasValue(1);
    }

    @Test
    void atAFixedRateTheNextIsDueAsIfThisOneHadTakenNoTime() {
        PollThreads.Times rate = new PollThreads.Times(0, 10, TimeUnit.SECONDS, false);
        long wasDue = System.nanoTime() - TimeUnit.SECONDS.toNanos(4);
        assertThat(rate.next(wasDue))
                .isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(6))
                .isGreaterThanOrEqualTo(0);
        assertThat(rate.next(wasDue - TimeUnit.SECONDS.toNanos(100))).isZero();
        PollThreads.Times delay = new PollThreads.Times(0, 10, TimeUnit.SECONDS, true);
        assertThat(delay.next(wasDue)).isEqualTo(TimeUnit.SECONDS.toNanos(10));
    }
}
