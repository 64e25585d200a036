package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MANY = 20_000;

    private final Notes notes = new Notes();

    @Test
    void whatNobodyHasLeftIsNotWaitedForLongerThanIsWanted() throws Exception {
        assertThat(notes.poll()).isNull();
        assertThat(notes.await(Duration.ZERO)).isNull();
        assertThat(notes.await(Duration.ofMillis(-1))).isNull();
    }

    @Test
    void whatIsThereIsReadInOrder() throws Exception {
        Runnable first = () -> {};
        Runnable second = () -> {};
        notes.add(first);
        notes.add(second);

        assertThat(notes.await(LONG)).isSameAs(first);
        assertThat(notes.poll()).isSameAs(second);
        assertThat(notes.poll()).isNull();
    }

    /** Whether the one who reads is just going to wait, waits, or has just woken: each one is read, at once. */
    @Test
    void noneIsMissedByWhoWaits() throws Exception {
        List<Integer> read = new ArrayList<>();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < MANY; i++) {
                int number = i;
                notes.add(() -> read.add(number));
                if (number % 3 == 0) {
                    Thread.yield();
                }
            }
        });
        writer.start();
        for (int i = 0; i < MANY; i++) {
            Runnable note = notes.await(LONG);
            assertThat(note).isNotNull();
            note.run();
        }
        writer.join();

        assertThat(read).hasSize(MANY).isSorted();
    }

    @Test
    void whoeverIsInterruptedIsTold() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> notes.await(LONG)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
