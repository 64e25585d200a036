package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetrievalWindowTest {
    private static final int KIB = 1024;
    private static final long MAX = 4096L * KIB;

    private static RetrievalWindow window(int messages) {
        return new RetrievalWindow(messages, MAX, 1);
    }

    private static int ask(RetrievalWindow window, long size) {
        int asked = 0;
        while (window.hasRoomFor(size)) {
            window.asked(size);
            asked++;
        }
        return asked;
    }

    private static void arrives(RetrievalWindow window, long size) {
        window.answered(size);
        window.queued(size);
    }

    @Test
    void soManyMessagesAreAheadOfTheRouteAndMoreAreAskedForWhenHalfOfThemAreGone() {
        RetrievalWindow window = window(8);
        assertThat(ask(window, KIB)).isEqualTo(8);
        for (int i = 0; i < 3; i++) {
            arrives(window, KIB);
            window.taken(1, KIB);
            assertThat(window.hasRoomFor(KIB)).isFalse();
        }
        arrives(window, KIB);
        assertThat(window.hasRoomFor(KIB)).isFalse();
        window.taken(1, KIB);
        assertThat(ask(window, KIB)).isEqualTo(4);
    }

    @Test
    void soManyOctetsAreAheadOfTheRouteAndMoreAreAskedForWhenAQuarterOfThemIsGone() {
        RetrievalWindow window = window(256);
        long size = 100L * KIB;
        assertThat(ask(window, size)).isEqualTo(40);
        for (int i = 0; i < 9; i++) {
            arrives(window, size);
            window.taken(1, size);
            assertThat(window.hasRoomFor(size)).isFalse();
        }
        arrives(window, size);
        window.taken(1, size);
        assertThat(ask(window, size)).isEqualTo(10);
    }

    /** What is larger than all that may be ahead is asked for while the route has the one before, and no sooner. */
    @Test
    void oneLargeMessageIsAheadOfTheRouteWhileItHasAnother() {
        RetrievalWindow window = window(256);
        long size = 20L * KIB * KIB;
        assertThat(ask(window, size)).isEqualTo(1);
        arrives(window, size);
        assertThat(window.hasRoomFor(size)).isFalse();
        window.taken(1, size);
        assertThat(ask(window, size)).isEqualTo(1);
        window.done(1);
        assertThat(window.hasRoomFor(size)).isFalse();
    }

    @Test
    void aSlowRouteHasFewMessagesAheadOfIt() {
        RetrievalWindow window = window(256);
        assertThat(ask(window, KIB)).isEqualTo(256);
        arrives(window, KIB);
        window.taken(1, KIB);
        window.done(1_000_000_000L); // two in a moment
        for (int i = 0; i < 253; i++) {
            arrives(window, KIB);
            window.taken(1, KIB);
            assertThat(window.hasRoomFor(KIB)).isFalse();
        }
        arrives(window, KIB);
        window.taken(1, KIB);
        assertThat(ask(window, KIB)).isEqualTo(1);
    }
}
