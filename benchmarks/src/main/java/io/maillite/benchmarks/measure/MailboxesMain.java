package io.maillite.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import io.maillite.benchmarks.peer.Polls;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JVM that polls many empty mailboxes: settles, then measures for a while. */
public final class MailboxesMain {
    private static final double NANOS = 1e9;
    private static final long MINUTE = 60;

    private MailboxesMain() {}

    /**
     * @param arguments component or RAW, {@code pollThreads} or 0, mailboxes, host, port, how the names of the accounts
     *     start, seconds to settle and to measure
     */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            run(arguments, System.out);
            status = 0;
        } catch (Exception | OutOfMemoryError e) {
            e.printStackTrace(System.err);
        } finally {
            System.exit(status);
        }
    }

    private static void run(String[] arguments, PrintStream out) throws Exception {
        int mailboxes = Integer.parseInt(arguments[2]);
        Polls polled = Polls.of(
                arguments[0],
                Integer.parseInt(arguments[1]),
                mailboxes,
                arguments[3],
                Integer.parseInt(arguments[4]),
                arguments[5]);
        polled.start();
        long settling = Long.parseLong(arguments[6]);
        long early = Math.min(MINUTE, settling);
        Thread.sleep(early * 1000);
        long rssEarly = ProcessStatus.own().rss();
        Thread.sleep((settling - early) * 1000);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        long polls = polled.polls();
        long failures = polled.failures();
        long compiling = CompilerThreads.nanos();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        Thread.sleep(Long.parseLong(arguments[7]) * 1000);
        double seconds = (System.nanoTime() - start) / NANOS;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("polls", (double) (polled.polls() - polls));
        figures.put("failures", (double) (polled.failures() - failures));
        figures.put("seconds", seconds);
        figures.put(Figures.CPU, (system.getProcessCpuTime() - cpu) / NANOS);
        figures.put(Figures.COMPILING, Math.max(0, CompilerThreads.nanos() - compiling) / NANOS);
        figures.put(Figures.THREADS, (double) threads.getPeakThreadCount());
        figures.put(Figures.RSS_EARLY, (double) rssEarly);
        figures.put(Figures.RSS, (double) ProcessStatus.own().rss());
        out.println(new Sample(1, figures).line());
    }
}
