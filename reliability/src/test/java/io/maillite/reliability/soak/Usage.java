package io.maillite.reliability.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the process holds at a moment when it does nothing.
 *
 * @param threads that live
 * @param descriptors that are open; 0 where the system does not tell
 * @param files of ours in the spool directory
 * @param heap octets in use after a collection
 * @param instances that live, by class: what heap alone would drown in its noise
 */
record Usage(int threads, int descriptors, int files, long heap, Map<String, Long> instances) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** {@code 12: 345 6789 io.maillite.wire.Connection (io.maillite@1)}. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    static Usage now(Path spool) throws IOException, JMException {
        Map<String, Long> instances = new HashMap<>();
        long heap = 0;
        for (String line : histogram().split("\n")) {
            Matcher match = LINE.matcher(line);
            if (match.matches()) {
                // a lambda or proxy has a number of its own
                String name = match.group(3).replaceAll("(\\$\\$Lambda|\\$Proxy|Accessor).*", "$1");
                instances.merge(name, Long.parseLong(match.group(1)), Long::sum);
                heap += Long.parseLong(match.group(2));
            }
        }
        return new Usage(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Files.isDirectory(DESCRIPTORS) ? entries(DESCRIPTORS) : 0,
                entries(spool),
                heap,
                instances);
    }

    private static int entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return (int) all.count();
        }
    }

    /** Of what is reachable: the JVM collects first. */
    private static String histogram() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        return (String) server.invoke(
                commands, "gcClassHistogram", new Object[] {new String[0]}, new String[] {String[].class.getName()});
    }

    /** The classes of ours and of Camel's of which there are more than these many more than before. */
    List<String> moreThan(long allowed, Usage before) {
        List<String> more = new ArrayList<>();
        instances.forEach((name, count) -> {
            long growth = count - before.instances.getOrDefault(name, 0L);
            boolean ours = name.startsWith("io.maillite.") || name.startsWith("org.apache.camel.");
            if (ours && growth > allowed) {
                more.add(name + " +" + growth);
            }
        });
        return more;
    }

    @Override
    public String toString() {
        return threads + " threads, " + descriptors + " descriptors, " + files + " temporary files, " + heap / 1024
                + " KiB of heap";
    }
}
