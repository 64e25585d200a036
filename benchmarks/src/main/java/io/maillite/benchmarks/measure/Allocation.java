package io.maillite.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Octets allocated by all threads. JDK 21 and later say so themselves; before, a thread that has ended counts as it was
 * last seen, so this looks every few milliseconds.
 */
final class Allocation implements AutoCloseable {
    private static final String TOTAL = "TotalThreadAllocatedBytes";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> byThread = new HashMap<>();
    private final boolean saysTotal;
    private final Thread watch;
    private volatile boolean over;

    Allocation() {
        saysTotal = total() >= 0;
        watch = new Thread(this::watch, "allocation watch");
        watch.setDaemon(true);
        if (!saysTotal) {
            watch.start();
        }
    }

    /** By JMX, because the method has no name before JDK 21. */
    private static long total() {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), TOTAL);
            return (Long) value;
        } catch (AttributeNotFoundException before21) {
            return -1;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    long octets() {
        return saysTotal ? total() : look();
    }

    private synchronized long look() {
        long[] ids = threads.getAllThreadIds();
        long[] octets = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            if (octets[i] >= 0 && ids[i] != watch.getId()) {
                byThread.put(ids[i], octets[i]);
            }
        }
        return byThread.values().stream().mapToLong(Long::longValue).sum();
    }

    @SuppressWarnings("BusyWait") // it is a clock, not a condition
    private void watch() {
        try {
            while (!over) {
                look();
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
        watch.interrupt();
    }
}
