/**
 * A POP3 server in memory (RFC 1939, 2449, 2595, 5034, 6856), right by default and wrong on demand.
 *
 * <p>Knows {@code server} and what that knows.
 */
@NullMarked
package io.maillite.testkit.pop3;

import org.jspecify.annotations.NullMarked;
