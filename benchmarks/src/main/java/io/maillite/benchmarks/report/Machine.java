package io.maillite.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where something was measured, and how busy it was there. */
public final class Machine {
    private Machine() {}

    /** By name. */
    public static Map<String, String> about() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(
                "machine",
                String.format(
                        Locale.ROOT,
                        "%s, %d cores, %d GiB",
                        first(Path.of("/proc/cpuinfo"), "model name").replaceAll("^[^:]*:\\s*", ""),
                        Runtime.getRuntime().availableProcessors(),
                        Math.round(kib("MemTotal") / 1048576.0)));
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        about.put(
                "load average at the start",
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        return about;
    }

    private static long kib(String name) {
        String digits = first(Path.of("/proc/meminfo"), name).replaceAll("\\D+", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static String first(Path file, String start) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElse("");
        } catch (IOException notLinux) {
            return "";
        }
    }
}
