package io.maillite.examples.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says what is going on; when nothing was said for a while, that it is still going on. */
final class Progress implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 3;
    private static final long LARGE = 1024 * 1024;

    private final PrintStream out;
    private final ScheduledExecutorService reminder = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Future<?> reminding;
    private String activity = "";
    private long begun = System.nanoTime();
    private boolean quiet;

    Progress(PrintStream out) {
        this.out = out;
        reminding = reminder.scheduleWithFixedDelay(this::remind, PATIENCE_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    synchronized void say(String text) {
        out.println(text);
        quiet = false;
    }

    /** From now on that is what is going on. */
    synchronized void begin(String what) {
        activity = what;
        begun = System.nanoTime();
    }

    /** One of them is through; how fast since what goes on was begun, if it is large enough to tell. */
    synchronized void done(long number, long of, String name, long octets) {
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        say(String.format(Locale.ROOT, "  %d/%d  %s, %,d octets%s", number, of, name, octets, speed(octets, taken)));
    }

    private static String speed(long octets, Duration taken) {
        double seconds = Math.max(0.001, taken.toNanos() / 1e9);
        return octets < LARGE
                ? ""
                : String.format(Locale.ROOT, " in %.1f s: %,.0f octets/s", seconds, octets / seconds);
    }

    private synchronized void remind() {
        if (quiet && !activity.isEmpty()) {
            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            out.println("  ... " + activity + " (" + seconds + " s)");
        }
        quiet = true;
    }

    @Override
    public void close() {
        reminding.cancel(false);
        reminder.shutdown();
    }
}
