package io.maillite.camel.pop3;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Has a consumer polled by threads that it shares with others, at the times that its options say. */
final class SharedPollScheduler extends ServiceSupport implements ScheduledPollConsumerScheduler {
    /** Camel's own, in milliseconds, where an option says nothing. */
    private static final long DEFAULT_INITIAL_DELAY = 1000;

    private static final long DEFAULT_DELAY = 500;

    private final PollThreads threads;
    private final ScheduledPollConsumer consumer;
    private @Nullable CamelContext context;
    private @Nullable Runnable task;
    private PollThreads.@Nullable Poll poll;

    SharedPollScheduler(PollThreads threads, ScheduledPollConsumer consumer) {
        this.threads = threads;
        this.consumer = consumer;
    }

    @Override
    public void onInit(Consumer consumer) {}

    @Override
    public void scheduleTask(Runnable task) {
        this.task = task;
    }

    @Override
    public void startScheduler() {
        Runnable scheduled = task;
        if (poll == null && scheduled != null) {
            long initialDelay = consumer.getInitialDelay();
            TimeUnit unit = consumer.getTimeUnit();
            poll = threads.schedule(
                    scheduled,
                    new PollThreads.Times(
                            initialDelay < 0
                                    ? unit.convert(DEFAULT_INITIAL_DELAY, TimeUnit.MILLISECONDS)
                                    : initialDelay,
                            delay(consumer.getDelay(), unit),
                            unit,
                            consumer.isUseFixedDelay()));
        }
    }

    /** What the option {@code delay} says, in its unit; 0 stands for Camel's own, and not for no pause. */
    static long delay(long delay, TimeUnit unit) {
        return delay <= 0 ? Math.max(1, unit.convert(DEFAULT_DELAY, TimeUnit.MILLISECONDS)) : delay;
    }

    @Override
    public boolean isSchedulerStarted() {
        return poll != null;
    }

    @Override
    public void unscheduleTask() {
        PollThreads.Poll scheduled = poll;
        if (scheduled != null) {
            scheduled.cancel();
            poll = null;
        }
    }

    @Override
    protected void doStop() {
        unscheduleTask();
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }
}
