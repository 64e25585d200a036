/**
 * What the mail servers in memory share: how they are reached, commands, faults on demand, counts.
 *
 * <p>Knows {@code net}, {@code tls} and {@code sasl}, and neither POP3 nor SMTP.
 */
@NullMarked
package io.maillite.testkit.server;

import org.jspecify.annotations.NullMarked;
