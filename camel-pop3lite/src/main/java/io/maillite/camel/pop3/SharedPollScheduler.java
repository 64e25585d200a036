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
            long delay = consumer.getDelay();
            poll = threads.schedule(
                    scheduled,
                    new PollThreads.Times(
                            initialDelay < 0 ? ofMillis(DEFAULT_INITIAL_DELAY) : initialDelay,
                            delay <= 0 ? Math.max(1, ofMillis(DEFAULT_DELAY)) : delay,
                            consumer.getTimeUnit(),
                            consumer.isUseFixedDelay()));
        }
    }

    private long ofMillis(long millis) {
        return consumer.getTimeUnit().convert(millis, TimeUnit.MILLISECONDS);
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
