/**
 * Certificates of a test CA, good and bad ones, and the TLS contexts made from them.
 *
 * <p>Knows the JDK alone.
 */
@NullMarked
package io.maillite.testkit.tls;

import org.jspecify.annotations.NullMarked;
