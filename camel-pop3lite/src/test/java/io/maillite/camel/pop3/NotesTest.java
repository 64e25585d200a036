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
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MANY = 20_000;

    private final Notes notes = new Notes();

    /** Whatever there is, is enough. */
    private boolean await(Duration patience) throws InterruptedException {
        return notes.await(patience, 1, 1);
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
        assertThat(notes.nextSettled()).isNull();
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
        assertThat(notes.nextSettled()).isSameAs(deliveries.get(0));
        assertThat(notes.nextSettled()).isSameAs(deliveries.get(1));
        assertThat(await(Duration.ZERO)).isFalse();
    }

    /** Whether the one who reads is just going to wait, waits, or has just woken: each one is read, at once. */
    @Test
    void noneIsMissedByWhoWaits() throws Exception {
        List<Delivery> deliveries = deliveries(MANY);
        Thread writer = new Thread(() -> {
            for (Delivery delivery : deliveries) {
                notes.taken(delivery);
                if (delivery.index() % 3 == 0) {
                    Thread.yield();
                }
                notes.settled(delivery);
            }
        });
        writer.start();
        List<Delivery> read = new ArrayList<>();
        int taken = 0;
        while (read.size() < MANY) {
            assertThat(await(LONG)).isTrue();
            taken += notes.takenSince();
            for (Delivery one = notes.nextSettled(); one != null; one = notes.nextSettled()) {
                read.add(one);
            }
        }
        writer.join();

        assertThat(read).isEqualTo(deliveries);
        assertThat(taken + notes.takenSince()).isEqualTo(MANY);
    }

    /** To wake the reader costs more than what most messages take on their way. */
    @Test
    void itIsAwaitedUntilThereIsAsMuchAsThereIsUseFor() throws Exception {
        Notes patient = new Notes(LONG);
        List<Delivery> deliveries = deliveries(MANY);
        Thread writer = new Thread(() -> deliveries.forEach(delivery -> {
            patient.taken(delivery);
            patient.settled(delivery);
        }));
        writer.start();

        assertThat(patient.await(LONG, MANY / 2, Integer.MAX_VALUE)).isTrue();
        int taken = patient.takenSince();
        assertThat(taken).isGreaterThanOrEqualTo(MANY / 2);

        assertThat(patient.await(LONG, Integer.MAX_VALUE, MANY)).isTrue();
        assertThat(taken + patient.takenSince()).isEqualTo(MANY);
        assertThat(Stream.generate(patient::nextSettled).takeWhile(Objects::nonNull))
                .containsExactlyElementsOf(deliveries);
        writer.join();
    }

    /** Counters and records that lag behind by long would be wrong. */
    @Test
    void whatIsNotMuchIsReadAllTheSame() throws Exception {
        notes.settled(deliveries(1).get(0));

        assertThat(notes.await(LONG, Integer.MAX_VALUE, 2)).isTrue();
        assertThat(notes.nextSettled()).isNotNull();
        assertThat(notes.nextSettled()).isNull();
    }

    /** A route that stops, say. */
    @Test
    void whoeverWaitsForMoreIsWoken() throws Exception {
        Notes patient = new Notes(LONG);
        patient.settled(deliveries(1).get(0));
        Thread reader = Thread.currentThread();
        Thread stopping = new Thread(() -> {
            while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            patient.wake();
        });
        stopping.start();

        assertThat(patient.await(LONG, Integer.MAX_VALUE, 2)).isTrue();
        assertThat(patient.nextSettled()).isNotNull();
        stopping.join();
    }

    @Test
    void whoeverIsWokenHasNothingToRead() throws Exception {
        notes.wake();

        assertThat(await(LONG)).isTrue();
        assertThat(notes.nextSettled()).isNull();
        assertThat(await(Duration.ZERO)).isFalse();
    }

    @Test
    void whoeverIsInterruptedIsTold() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> await(LONG)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
