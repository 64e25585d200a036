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

    /** It arrives, waits for the route, and is taken by it. */
    private static void reachesTheRoute(RetrievalWindow window, long size) {
        window.answered(size);
        window.queued(size);
        window.taken(1);
    }

    @Test
    void soManyMessagesAreAheadOfTheRouteAndMoreAreAskedForWhenHalfOfThemAreGone() {
        RetrievalWindow window = window(8);
        assertThat(ask(window, KIB)).isEqualTo(8);
        for (int i = 0; i < 3; i++) {
            reachesTheRoute(window, KIB);
            assertThat(window.hasRoomFor(KIB)).isFalse();
        }
        window.answered(KIB);
        window.queued(KIB);
        assertThat(window.hasRoomFor(KIB)).isFalse();
        window.taken(1);
        assertThat(ask(window, KIB)).isEqualTo(4);
    }

    /** Nobody need look before. */
    @Test
    void itTellsHowManyTheRouteMustTakeBeforeThereIsRoom() {
        RetrievalWindow window = window(8);
        ask(window, KIB);
        for (int left = 4; left > 0; left--) {
            assertThat(window.hasRoomFor(KIB)).isFalse();
            assertThat(window.takenUntilRoom()).isEqualTo(left);
            assertThat(window.waitsForOctets()).isFalse();
            reachesTheRoute(window, KIB);
        }
        assertThat(window.hasRoomFor(KIB)).isTrue();
    }

    @Test
    void whereOctetsAreInTheWayEachExchangeThatIsDoneMayMakeRoom() {
        RetrievalWindow window = window(256);
        long size = 100L * KIB;
        ask(window, size);

        assertThat(window.hasRoomFor(size)).isFalse();
        assertThat(window.takenUntilRoom()).isEqualTo(1);
        assertThat(window.waitsForOctets()).isTrue();
    }

    /** Also where the route hands them on: what is not done takes room, in memory or on disk. */
    @Test
    void soManyOctetsAreNotDone() {
        RetrievalWindow window = window(256);
        long size = 100L * KIB;
        assertThat(ask(window, size)).isEqualTo(40);
        for (int i = 0; i < 40; i++) {
            reachesTheRoute(window, size);
            assertThat(window.hasRoomFor(size)).isFalse();
        }
        window.done(size, 1);
        assertThat(ask(window, size)).isEqualTo(1);
    }

    @Test
    void oneThatIsLargerThanAllIsAskedForWhileTheRouteHasAnother() {
        RetrievalWindow window = window(256);
        long size = 20L * KIB * KIB;
        assertThat(ask(window, size)).isEqualTo(1);
        window.answered(size);
        window.queued(size);
        assertThat(window.hasRoomFor(size)).isFalse();
        window.taken(1);
        assertThat(ask(window, size)).isEqualTo(1);
    }

    /** A route that hands on what it was given takes the next at once. */
    @Test
    void noMoreLargeOnesAreNotDoneThanTheRouteProcessesAtATimeAndOneMore() {
        RetrievalWindow window = new RetrievalWindow(256, MAX, 2);
        long size = 20L * KIB * KIB;
        for (int i = 0; i < 3; i++) {
            assertThat(ask(window, size)).isEqualTo(1);
            reachesTheRoute(window, size);
        }
        assertThat(window.hasRoomFor(size)).isFalse();
        assertThat(window.hasRoomFor(KIB)).isFalse();
        window.done(size, 1);
        assertThat(ask(window, size)).isEqualTo(1);
    }

    @Test
    void aSlowRouteHasFewMessagesAheadOfIt() {
        RetrievalWindow window = window(256);
        assertThat(ask(window, KIB)).isEqualTo(256);
        reachesTheRoute(window, KIB);
        window.done(KIB, 1_000_000_000L); // two in a moment
        for (int i = 0; i < 253; i++) {
            reachesTheRoute(window, KIB);
            assertThat(window.hasRoomFor(KIB)).isFalse();
        }
        reachesTheRoute(window, KIB);
        assertThat(ask(window, KIB)).isEqualTo(1);
    }
}
