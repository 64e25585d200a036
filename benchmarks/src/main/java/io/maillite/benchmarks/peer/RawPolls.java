package io.maillite.benchmarks.peer;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Task;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The polls of {@code pop3lite} by bare sockets, in a few threads: what the machine asks for. */
final class RawPolls implements Polls {
    static final String NAME = "RAW";

    /** Of nothing: how long a message would be plays no part. */
    private static final Load NOTHING = new Load(0, 1);

    private final int threads;
    private final int count;
    private final String host;
    private final int port;
    private final String accounts;
    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    RawPolls(int threads, int count, String host, int port, String accounts) {
        this.threads = threads;
        this.count = count;
        this.host = host;
        this.port = port;
        this.accounts = accounts;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what fails is counted
    public void start() {
        ScheduledExecutorService pollers = Executors.newScheduledThreadPool(threads, poll -> {
            Thread thread = new Thread(poll, "poller");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < count; i++) {
            Task task = new Task(host, port, false, accounts + i, NOTHING);
            long first = 1000L * DELAY_SECONDS * i / count;
            pollers.scheduleWithFixedDelay(() -> poll(task), first, 1000L * DELAY_SECONDS, TimeUnit.MILLISECONDS);
        }
    }

    private void poll(Task task) {
        try {
            RawPop3.drain(task);
            polls.incrementAndGet();
        } catch (IOException e) {
            failures.incrementAndGet();
        }
    }

    @Override
    public long polls() {
        return polls.get();
    }

    @Override
    public long failures() {
        return failures.get();
    }
}
