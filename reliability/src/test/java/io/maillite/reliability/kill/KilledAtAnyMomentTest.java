package io.maillite.reliability.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maillite.testkit.evidence.Effort;
import io.maillite.testkit.evidence.Evidence;
import io.maillite.testkit.jvm.TestJvm;
import io.maillite.testkit.pop3.MaildropServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process is killed ({@code kill -9}) at random moments of its polling, while new messages come. Nothing is lost.
 * What is repeated is what a worker was doing when it was killed: the last line of its thread in the journal, and so
 * one message at most for each kill and concurrent consumer. {@code -Dmaillite.kills=200} says how many kills there are
 * in all, {@code -Dmaillite.seed=…} which moments.
 */
class KilledAtAnyMomentTest {
    private static final int COMBINATIONS = 4;
    private static final int KILLS = Integer.getInteger("maillite.kills", Effort.choose(8, 100)) / COMBINATIONS;
    private static final long SEED = Long.getLong("maillite.seed", System.nanoTime());

    /** A process is killed when it has processed less than so many messages, and a little later than that. */
    private static final int LONGEST_LIFE = 100;

    private static final int A_LITTLE_MICROS = 10_000;

    /** Always something to do, in sessions that end often. */
    private static final int FULL_MAILBOX = 60;

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Evidence EVIDENCE = Evidence.of("killed");

    @TempDir
    private Path folder;

    private final Map<String, String> sent = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"FILE,1", "FILE,4", "JDBC,1", "JDBC,4"})
    void nothingIsLostAndWhatIsRepeatedWasRunning(Repository repository, int consumers) throws Exception {
        Random random = new Random(SEED + 10L * repository.ordinal() + consumers);
        try (MaildropServer server = MaildropServer.builder().exclusive().start()) {
            for (int process = 1; process <= KILLS; process++) {
                Process killed = start(server, repository, process, consumers);
                try {
                    awaitMoment(server, killed, random);
                } finally {
                    killed.destroyForcibly().waitFor();
                }
            }
            runToTheEnd(server, start(server, repository, KILLS + 1, consumers));
        }
        assertInOrder(repository, consumers);
    }

    /** It polls, and may be doing anything. */
    private void awaitMoment(MaildropServer server, Process process, Random random) throws Exception {
        int connections = server.connections();
        long lines = Journal.lines(journal()) + random.nextInt(LONGEST_LIFE);
        long deadline = System.nanoTime() + LONG.toNanos();
        while (server.connections() == connections || Journal.lines(journal()) < lines) {
            feed(server);
            assertThat(process.isAlive()).as("it lives until it is killed").isTrue();
            assertThat(deadline - System.nanoTime()).as("it goes on").isPositive();
            LockSupport.parkNanos(100_000);
        }
        LockSupport.parkNanos(random.nextInt(A_LITTLE_MICROS) * 1000L);
    }

    private Path journal() {
        return folder.resolve("journal.txt");
    }

    private static void runToTheEnd(MaildropServer server, Process process) throws Exception {
        try {
            await().atMost(LONG).until(() -> server.maildrop().size() == 0);
            process.getOutputStream().close(); // which ends it in good order
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(MaildropServer server, Repository repository, int process, int consumers) throws Exception {
        return TestJvm.of(DrainToJournal.class)
                .heap("128m")
                .options("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .start(
                        folder.resolve("output.txt"),
                        Integer.toString(server.port()),
                        repository.name(),
                        folder.toString(),
                        Integer.toString(process),
                        Integer.toString(consumers));
    }

    /** New messages come as the old ones go. */
    private void feed(MaildropServer server) {
        while (server.maildrop().size() < FULL_MAILBOX) {
            String uid = "%06d".formatted(sent.size());
            byte[] octets = ("Subject: " + uid + "\r\n\r\n.\r\n..\r\n").getBytes(StandardCharsets.US_ASCII);
            sent.put(uid, Journal.digest(octets));
            server.maildrop().add(uid, octets);
        }
    }

    private void assertInOrder(Repository repository, int consumers) throws Exception {
        List<Journal.Entry> entries = Journal.read(journal());
        Map<String, Journal.Entry> byUid = new HashMap<>();
        Map<List<Long>, Journal.Entry> lastOfWorker = new HashMap<>();
        entries.forEach(entry -> lastOfWorker.put(List.of((long) entry.process(), entry.worker()), entry));
        int repeated = 0;
        List<String> altered = new ArrayList<>();
        List<Journal.Entry> repeatedForNoReason = new ArrayList<>();
        for (Journal.Entry entry : entries) {
            if (!entry.digest().equals(sent.get(entry.uid()))) {
                altered.add(entry.uid());
            }
            Journal.Entry before = byUid.put(entry.uid(), entry);
            if (before != null) {
                repeated++;
                boolean wasRunning = before.process() < entry.process()
                        && before.equals(lastOfWorker.get(List.of((long) before.process(), before.worker())));
                if (!wasRunning) {
                    repeatedForNoReason.add(before);
                }
            }
        }
        List<String> lost = sent.keySet().stream()
                .filter(uid -> !byUid.containsKey(uid))
                .sorted()
                .toList();
        EVIDENCE.add("killed " + KILLS + " times, repository " + repository + ", concurrentConsumers=" + consumers
                + ", seed " + SEED + ": " + sent.size() + " messages, lost " + lost.size() + ", repeated " + repeated
                + " that were running (at most " + KILLS * consumers + "), repeated otherwise "
                + repeatedForNoReason.size() + ", altered " + altered.size());
        assertThat(lost).as("lost").isEmpty();
        assertThat(altered).as("altered").isEmpty();
        assertThat(repeatedForNoReason).as("repeated, and was not running").isEmpty();
        assertThat(repeated).isLessThanOrEqualTo(KILLS * consumers);
        assertThat(sent.size()).as("there was something to do").isGreaterThan(KILLS);
    }
}
