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
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MANY = 20_000;

    private final Notes notes = new Notes();

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
        assertThat(notes.await(Duration.ZERO)).isFalse();
        assertThat(notes.await(Duration.ofMillis(-1))).isFalse();
        assertThat(notes.nextSettled()).isNull();
        assertThat(notes.takenSince()).isZero();
    }

    @Test
    void whatIsThereIsReadInOrderAndOnce() throws Exception {
        List<Delivery> deliveries = deliveries(2);
        deliveries.forEach(notes::taken);
        assertThat(notes.await(LONG)).isTrue();
        assertThat(notes.takenSince()).isEqualTo(2);
        assertThat(notes.takenSince()).isZero();

        deliveries.forEach(notes::settled);
        assertThat(notes.await(LONG)).isTrue();
        assertThat(notes.nextSettled()).isSameAs(deliveries.get(0));
        assertThat(notes.nextSettled()).isSameAs(deliveries.get(1));
        assertThat(notes.await(Duration.ZERO)).isFalse();
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
            assertThat(notes.await(LONG)).isTrue();
            taken += notes.takenSince();
            for (Delivery one = notes.nextSettled(); one != null; one = notes.nextSettled()) {
                read.add(one);
            }
        }
        writer.join();

        assertThat(read).isEqualTo(deliveries);
        assertThat(taken + notes.takenSince()).isEqualTo(MANY);
    }

    @Test
    void whoeverIsWokenHasNothingToRead() throws Exception {
        notes.wake();

        assertThat(notes.await(LONG)).isTrue();
        assertThat(notes.nextSettled()).isNull();
        assertThat(notes.await(Duration.ZERO)).isFalse();
    }

    @Test
    void whoeverIsInterruptedIsTold() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> notes.await(LONG)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
