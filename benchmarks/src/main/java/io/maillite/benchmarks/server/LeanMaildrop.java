package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Load;
import java.util.BitSet;

/** A mailbox that holds what its account's name says: {@code 2000x4096-anything}. */
final class LeanMaildrop {
    private final Load load;
    private final BitSet removed = new BitSet();
    private int sessions;

    LeanMaildrop(String account) {
        load = Load.of(account.substring(0, account.indexOf('-')));
    }

    /** The numbers of the messages that are there, of those that there ever were. */
    synchronized int[] open() {
        sessions++;
        int[] numbers = new int[load.messages() - removed.cardinality()];
        int next = 0;
        for (int at = removed.nextClearBit(0); at < load.messages(); at = removed.nextClearBit(at + 1)) {
            numbers[next++] = at;
        }
        return numbers;
    }

    synchronized void remove(int[] numbers, BitSet marked) {
        marked.stream().forEach(number -> removed.set(numbers[number - 1]));
    }

    synchronized int left() {
        return load.messages() - removed.cardinality();
    }

    synchronized int sessions() {
        return sessions;
    }

    long size() {
        return load.size();
    }
}
