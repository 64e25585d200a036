package io.maillite.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux says of a process.
 *
 * @param rss KiB of memory that it holds
 * @param peakRss the most that it has held
 * @param threads of it
 */
public record ProcessStatus(long rss, long peakRss, long threads) {
    private static final ProcessStatus UNKNOWN = new ProcessStatus(0, 0, 0);

    static ProcessStatus own() {
        return of("self");
    }

    /** @param process its id; all zero if it has gone, or this is not Linux */
    public static ProcessStatus of(String process) {
        Path status = Path.of("/proc", process, "status");
        if (!Files.exists(status)) {
            return UNKNOWN;
        }
        try {
            List<String> lines = Files.readAllLines(status);
            return new ProcessStatus(value(lines, "VmRSS:"), value(lines, "VmHWM:"), value(lines, "Threads:"));
        } catch (IOException gone) {
            return UNKNOWN;
        }
    }

    private static long value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0);
    }
}
