package io.maillite.reliability.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.testkit.evidence.Effort;
import io.maillite.testkit.evidence.Evidence;
import io.maillite.testkit.proxy.Cut;
import io.maillite.testkit.proxy.Cut.How;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The line is cut, or stalls, at each place in turn: nothing is lost, doubled or altered, and what is said of a message
 * is true.
 */
class LineTest {
    /** These work; those that stall wait. */
    private static final int LANES = 4;

    private static final int STALLED_LANES = 12;

    private static final Evidence CUT = Evidence.of("cut");
    private static final Evidence STALLED = Evidence.of("stalled");

    static List<Combination> cut() {
        return inTurn(0);
    }

    static List<Combination> stalled() {
        return inTurn(1);
    }

    /** All, or a third of them. */
    private static List<Combination> inTurn(int first) {
        int step = Effort.choose(3, 1);
        List<Combination> all = Combination.all();
        return IntStream.range(0, all.size())
                .filter(i -> i % step == first % step)
                .mapToObj(all::get)
                .toList();
    }

    /** Every octet in clear, and around each boundary of TLS records; by FIN and by RST. */
    @ParameterizedTest
    @MethodSource("cut")
    void cutAtEveryOctet(Combination what) throws Exception {
        Sweep sweep = new Sweep(what.security(), Effort.choose(1, LANES));
        List<Cut> cuts = sweep.cuts(what.usual(), Places::all, Effort.choose(211, 1), How.CLOSE, How.RESET);
        Tally tally = sweep.run(what.usual(), cuts);
        CUT.add("cut " + what + ": " + tally);
        assertInOrder(what, tally, cuts);
    }

    /** At the boundary of each command, reply, line of a message or TLS record. */
    @ParameterizedTest
    @MethodSource("stalled")
    void stalledAtEveryBoundary(Combination what) throws Exception {
        Sweep sweep = new Sweep(what.security(), Effort.choose(1, STALLED_LANES));
        List<Cut> stalls = sweep.cuts(what.usual(), Places::boundaries, Effort.choose(41, 1), How.STALL);
        Tally tally = sweep.run(what.impatient(), stalls);
        STALLED.add("stalled " + what + ": " + tally);
        assertInOrder(what, tally, stalls);
    }

    private static void assertInOrder(Combination what, Tally tally, List<Cut> cuts) {
        assertThat(tally.faults()).isEmpty();
        // A session may be a little shorter than the one that was seen whole. Under TLS it is chance how many replies
        // share a record.
        int percent = what.security() == Security.CLEAR ? 90 : 70;
        assertThat(tally.tried()).isPositive().isGreaterThanOrEqualTo(cuts.size() * percent / 100);
    }
}
