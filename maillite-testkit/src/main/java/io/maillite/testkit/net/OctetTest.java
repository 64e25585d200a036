package io.maillite.testkit.net;

import java.io.IOException;

/** Looks at one octet after the other, and says at which one the reading is done. May keep state. */
@FunctionalInterface
public interface OctetTest {
    /** Whether this octet is the last one to be read. */
    boolean isLast(byte octet) throws IOException;
}
