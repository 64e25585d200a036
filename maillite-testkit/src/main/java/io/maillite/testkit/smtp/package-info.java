/**
 * An SMTP and LMTP server in memory (RFC 5321, 2033 and the extensions), strict by default and wrong on demand, that
 * knows exactly what it accepted.
 *
 * <p>Knows {@code server} and what that knows.
 */
@NullMarked
package io.maillite.testkit.smtp;

import org.jspecify.annotations.NullMarked;
