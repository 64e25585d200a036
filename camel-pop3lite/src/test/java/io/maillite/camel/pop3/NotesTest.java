package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.camel.support.MailContent;
import io.maillite.camel.support.Spool;
import io.maillite.camel.support.SpoolDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotesTest {
    /** Longer than all tests together may take. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final int MANY = 20_000;

    private final Notes notes = new Notes();

    /** Whatever there is, is enough. */
    private boolean await(Duration patience) throws InterruptedException {
        return notes.await(patience, 1, 1);
    }

    private static List<Delivery> settled(Notes from) {
        List<Delivery> read = new ArrayList<>();
        from.readSettled(read::add);
        return read;
    }

    /** Something happens as soon as this thread waits. */
    private static void whileAwaited(Runnable happens) {
        Thread reader = Thread.currentThread();
        Thread other = new Thread(() -> {
            while (reader.getState() != Thread.State.TIMED_WAITING && reader.isAlive()) {
                Thread.onSpinWait();
            }
            happens.run();
        });
        other.setDaemon(true);
        other.start();
    }

    private List<Delivery> deliveries(int count) throws IOException {
        try (Spool spool = new Spool(SpoolDirectory.of(new DefaultCamelContext()), 100, -1)) {
            MailContent content = spool.content();
            Ledger ledger = new Ledger(new RememberedIds(), 0);
            return IntStream.range(0, count)
                    .mapToObj(i -> new Delivery(new ListedMessage(i + 1, 0, null, null), content, i, ledger, notes))
                    .toList();
        }
    }

    @Test
    void whatNobodyHasLeftIsNotWaitedForLongerThanIsWanted() throws Exception {
        assertThat(await(Duration.ZERO)).isFalse();
        assertThat(await(Duration.ofMillis(-1))).isFalse();
        assertThat(settled(notes)).isEmpty();
        assertThat(notes.takenSince()).isZero();
    }

    @Test
    void whatIsThereIsReadInOrderAndOnce() throws Exception {
        List<Delivery> deliveries = deliveries(2);
        deliveries.forEach(notes::taken);
        assertThat(await(LONG)).isTrue();
        assertThat(notes.takenSince()).isEqualTo(2);
        assertThat(notes.takenSince()).isZero();

        deliveries.forEach(notes::settled);
        assertThat(await(LONG)).isTrue();
        assertThat(settled(notes)).isEqualTo(deliveries);
        assertThat(await(Duration.ZERO)).isFalse();
    }

    /**
     * Whether the one who reads is just going to wait, waits, or has just woken; and whatever is enough. Nothing else
     * comes before it is read, which could wake the reader instead.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void noneIsMissedByWhoWaits(int useful) throws Exception {
        Notes patient = new Notes(LONG, LockSupport::unpark);
        int groups = MANY / useful;
        List<Delivery> deliveries = deliveries(groups * useful);
        AtomicInteger groupsRead = new AtomicInteger();
        Thread writer = new Thread(() -> {
            for (Delivery delivery : deliveries) {
                while (groupsRead.get() < delivery.index() / useful) {
                    Thread.onSpinWait();
                }
                patient.taken(delivery);
                patient.settled(delivery);
            }
        });
        writer.setDaemon(true);
        writer.start();
        int taken = 0;
        for (int group = 1; group <= groups; group++) {
            List<Delivery> read = new ArrayList<>();
            while (read.size() < useful) {
                assertThat(patient.await(LONG, Integer.MAX_VALUE, useful - read.size()))
                        .isTrue();
                taken += patient.takenSince();
                read.addAll(settled(patient));
            }
            assertThat(read).isEqualTo(deliveries.subList((group - 1) * useful, group * useful));
            groupsRead.set(group);
        }
        writer.join();
        assertThat(taken + patient.takenSince()).isEqualTo(deliveries.size());
    }

    /** To wake the reader costs more than what most messages take on their way. */
    @Test
    void whereThereIsUseForMoreTheReaderIsWokenOnceForAll() throws Exception {
        AtomicInteger wakings = new AtomicInteger();
        Notes patient = new Notes(LONG, reader -> {
            wakings.incrementAndGet();
            LockSupport.unpark(reader);
        });
        List<Delivery> deliveries = deliveries(4);
        patient.taken(deliveries.get(0));
        whileAwaited(() -> deliveries.subList(1, 4).forEach(patient::taken));

        assertThat(patient.await(LONG, 4, 1)).isTrue();
        assertThat(patient.takenSince()).isEqualTo(4);
        assertThat(wakings).hasValue(1);

        patient.settled(deliveries.get(0));
        whileAwaited(() -> deliveries.subList(1, 4).forEach(patient::settled));

        assertThat(patient.await(LONG, 1, 4)).isTrue();
        assertThat(settled(patient)).isEqualTo(deliveries);
        assertThat(wakings).hasValue(2);
    }

    /** Counters and records that lag behind by long would be wrong. */
    @Test
    void whatIsNotMuchIsReadAllTheSame() throws Exception {
        List<Delivery> deliveries = deliveries(1);
        deliveries.forEach(notes::settled);

        assertThat(notes.await(LONG, Integer.MAX_VALUE, 2)).isTrue();
        assertThat(settled(notes)).isEqualTo(deliveries);
    }

    @Test
    void whoeverIsWokenHasNothingToRead() throws Exception {
        notes.wake();

        assertThat(await(LONG)).isTrue();
        assertThat(settled(notes)).isEmpty();
        assertThat(await(Duration.ZERO)).isFalse();
    }

    /** A route that stops, say. */
    @Test
    void whoeverWaitsForMoreIsWoken() throws Exception {
        Notes patient = new Notes(LONG, LockSupport::unpark);
        List<Delivery> deliveries = deliveries(1);
        deliveries.forEach(patient::settled);
        whileAwaited(patient::wake);

        assertThat(patient.await(LONG, Integer.MAX_VALUE, 2)).isTrue();
        assertThat(settled(patient)).isEqualTo(deliveries);
    }

    @Test
    void whoeverIsInterruptedIsTold() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> await(LONG)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
