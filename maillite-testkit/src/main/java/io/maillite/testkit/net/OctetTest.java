package io.maillite.testkit.net;

import java.io.IOException;

/** Looks at one octet after the other, and says at which one the reading is done. May keep state. */
@FunctionalInterface
public interface OctetTest {
    /** Whether this octet is the last one to be read. */
    boolean isLast(byte octet) throws IOException;

    /** Looks at a run of octets; gives the index after the last one to be read, or -1 if it is not among them. */
    default int endIn(byte[] octets, int from, int to) throws IOException {
        for (int at = from; at < to; at++) {
            if (isLast(octets[at])) {
                return at + 1;
            }
        }
        return -1;
    }
}
