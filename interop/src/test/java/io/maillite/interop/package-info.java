/**
 * The client and the components with servers that are not ours: Dovecot and Postfix, as Debian packs them. The tests
 * start both themselves, on loopback and free ports, with configuration and state in a folder of their own, and write
 * down what has passed: {@code docs/interop.md}. Knows everything that users know, and the test kit.
 */
@NullMarked
package io.maillite.interop;

import org.jspecify.annotations.NullMarked;
