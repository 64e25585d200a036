package io.maillite.examples.quickstart;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command. Its exit status: 0 if all came back equal, 1 if not, 2 if nothing was sent. */
public final class Main {
    static final int EQUAL = 0;
    static final int NOT_EQUAL = 1;
    static final int NOT_STARTED = 2;

    /** What is left of a run that is interrupted gets so much time to close what it has opened. */
    private static final int SECONDS_TO_CLOSE = 10;

    private Main() {}

    public static void main(String[] arguments) {
        Thread running = Thread.currentThread();
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (closed.getCount() > 0) { // Ctrl-C, or a kill
                running.interrupt();
                await(closed);
            }
        }));
        int status;
        try {
            status = run(arguments, System.getenv(), System.out, System.err);
        } finally {
            closed.countDown();
        }
        System.exit(status);
    }

    private static void await(CountDownLatch closed) {
        try {
            if (!closed.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
                System.err.println("Not all could be closed in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs it in this thread, and returns the exit status. */
    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            Settings settings = CommandLine.parse(arguments, environment);
            return new Quickstart(settings, out).run() ? EQUAL : NOT_EQUAL;
        } catch (CommandLine.HelpWanted e) {
            out.print(CommandLine.USAGE);
            return EQUAL;
        } catch (CommandLine.UsageException e) {
            err.println(e.getMessage());
            err.println();
            err.print(CommandLine.USAGE);
            return NOT_STARTED;
        } catch (NotStartedException e) {
            err.println(e.getMessage());
            return NOT_STARTED;
        } catch (InterruptedException e) {
            err.println("Interrupted.");
            return NOT_EQUAL;
        } catch (Exception e) {
            err.println("This did not go well: " + e);
            return NOT_EQUAL;
        }
    }
}
