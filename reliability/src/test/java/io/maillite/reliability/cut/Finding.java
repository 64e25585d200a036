package io.maillite.reliability.cut;

import java.util.ArrayList;
import java.util.List;

/** What both ends say when it is over, and where it is not as it must be. For one thread. */
final class Finding {
    private final List<String> faults = new ArrayList<>();
    private int lost;
    private int doubled;
    private int altered;
    private int inDoubt;

    /** How often a message is where it must be exactly once. */
    void once(String message, long times) {
        if (times == 0) {
            lost++;
            faults.add(message + " is lost");
        } else if (times > 1) {
            doubled++;
            faults.add(message + " is there " + times + " times");
        }
    }

    /** Must not be there: we were told that it is not, and may send it again. */
    void never(String message, long times) {
        if (times > 0) {
            doubled++;
            faults.add(message + " is there, and was said not to be");
        }
    }

    /** Nobody knows: once at most. */
    void perhaps(String message, long times) {
        if (times > 1) {
            doubled++;
            faults.add(message + " is in doubt, and there " + times + " times");
        }
    }

    void same(String message, String expected, String actual) {
        if (!expected.equals(actual)) {
            altered++;
            faults.add(message + " has come as '" + actual + "'");
        }
    }

    /** So many messages are in doubt, for some recipient at least. */
    void inDoubt(int messages) {
        inDoubt = messages;
    }

    /** Anything else that must be true. */
    void expect(boolean truth, String otherwise) {
        if (!truth) {
            faults.add(otherwise);
        }
    }

    int lost() {
        return lost;
    }

    int doubled() {
        return doubled;
    }

    int altered() {
        return altered;
    }

    int inDoubt() {
        return inDoubt;
    }

    List<String> faults() {
        return faults;
    }
}
