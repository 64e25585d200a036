package io.maillite.reliability.cut;

import io.maillite.testkit.proxy.Cut;
import java.util.ArrayList;
import java.util.List;

/** What all the conversations of a sweep came to. */
final class Tally {
    private static final int FAULTS_SHOWN = 20;

    private final List<String> faults = new ArrayList<>();
    private int tried;
    private int lost;
    private int doubled;
    private int altered;
    private int inDoubt;

    synchronized void add(Cut cut, boolean cutIndeed, Finding finding) {
        tried += cutIndeed ? 1 : 0;
        lost += finding.lost();
        doubled += finding.doubled();
        altered += finding.altered();
        inDoubt += finding.inDoubt();
        finding.faults().forEach(fault -> faults.add(cut + ": " + fault));
    }

    /** How often the line was really cut. */
    synchronized int tried() {
        return tried;
    }

    synchronized List<String> faults() {
        return faults.size() <= FAULTS_SHOWN ? List.copyOf(faults) : List.copyOf(faults.subList(0, FAULTS_SHOWN));
    }

    @Override
    public synchronized String toString() {
        return "tried " + tried + ", lost " + lost + ", doubled " + doubled + ", altered " + altered + ", in doubt "
                + inDoubt;
    }
}
