package io.maillite.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A server that runs until {@link #close()}, or until this JVM is no more: a script keeps it, and stops it when our end
 * of a pipe closes, which a killed process closes too. All its processes work in its folder, and are known by that.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path KEPT =
            Path.of(System.getProperty("basedir", ""), "target", "servers").toAbsolutePath();

    private final ServerFolder folder;
    private final Process guard;
    private final Path log;
    private final Path kept;

    private ServerProcess(ServerFolder folder, Process guard, Path log, Path kept) {
        this.folder = folder;
        this.guard = guard;
        this.log = log;
        this.kept = kept;
    }

    /**
     * Starts a server, and waits until it can be reached.
     *
     * @param logName its log, in its folder
     * @param stop the shell command that stops it
     * @param command what starts it, in the foreground
     * @param ports where it will listen
     * @throws PortTakenException if another process was quicker
     */
    static ServerProcess start(
            ServerFolder folder, String logName, String stop, List<String> command, Collection<Integer> ports)
            throws PortTakenException {
        try {
            Path kept = Files.createDirectories(KEPT.resolve(folder.path().getFileName()));
            folder.write("guard.sh", ServerFolder.resource("guard.sh"));
            List<String> line =
                    new ArrayList<>(List.of("sh", folder.resolve("guard.sh").toString()));
            line.addAll(List.of(folder.path().toString(), kept.toString(), stop));
            line.addAll(command);
            Process guard = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(kept.resolve("output.txt").toFile())
                    .start();
            ServerProcess server = new ServerProcess(folder, guard, folder.resolve(logName), kept);
            server.awaitReady(ports);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Collection<Integer> ports) throws PortTakenException {
        try {
            await().atMost(PATIENCE).until(() -> !guard.isAlive() || hasFailed() || FreePorts.areServed(ports));
        } catch (ConditionTimeoutException e) {
            // said below, with the log
        }
        if (guard.isAlive() && !hasFailed() && FreePorts.areServed(ports)) {
            return;
        }
        String said = log() + output();
        close();
        if (said.contains("Address already in use")) {
            throw new PortTakenException(said);
        }
        throw new IllegalStateException("The server in " + folder.path() + " did not start:\n" + said);
    }

    private boolean hasFailed() {
        return log().contains(" fatal: ") || log().contains("Fatal: ");
    }

    /** All that it has logged so far. */
    String log() {
        return read(Files.exists(log) ? log : kept.resolve(log.getFileName()));
    }

    private String endOfLog() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private String output() {
        return read(kept.resolve("output.txt"));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return ""; // moved away in this moment
        }
    }

    /** The lines of its log that hold all of this. */
    List<String> log(String... containing) {
        return log().lines()
                .filter(line -> Stream.of(containing).allMatch(line::contains))
                .toList();
    }

    /** Waits for such a line. */
    String awaitLog(String... containing) {
        try {
            await().atMost(PATIENCE).until(() -> !log(containing).isEmpty());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "No line of " + kept + " holds " + String.join(" and ", containing) + ". Its end:\n" + endOfLog(),
                    e);
        }
        return log(containing).get(0);
    }

    /** Its processes: those that work in its folder. Of one that has ended and was not missed yet, nothing is said. */
    List<String> processes() {
        return processesIn(folder.path());
    }

    static List<String> processesIn(Path folder) {
        List<String> found = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> {
            Path proc = Path.of("/proc", String.valueOf(process.pid()));
            try {
                Path works = Files.readSymbolicLink(proc.resolve("cwd"));
                if (works.startsWith(folder)) {
                    found.add(
                            process.pid() + " " + read(proc.resolve("cmdline")).replace('\0', ' '));
                }
            } catch (IOException e) {
                // it has ended meanwhile, or is not ours to look at
            }
        });
        return found;
    }

    Path folder() {
        return folder.path();
    }

    /** Stops it, as its own documents say; makes sure that none of its processes is left. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                guard.descendants().forEach(ProcessHandle::destroyForcibly);
                guard.destroyForcibly().waitFor();
                throw new AssertionError("The server in " + folder.path() + " did not stop by itself:\n" + endOfLog());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        await("processes of " + folder.path() + " are left").atMost(PATIENCE).until(() -> processes()
                .isEmpty());
    }

    /** Another process took a port between our look and the server's. */
    static final class PortTakenException extends Exception {
        private static final long serialVersionUID = 1L;

        PortTakenException(String log) {
            super(log);
        }
    }
}
