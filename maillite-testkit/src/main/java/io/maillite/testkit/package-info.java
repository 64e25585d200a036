/**
 * Peers for tests: {@code script} plays dialogues, {@code pop3} and {@code smtp} are servers in memory, {@code proxy}
 * stands in between; {@code net}, {@code server}, {@code sasl} and {@code tls} are what they are made of. Knows the JDK
 * alone, so that it can judge every other module. {@code evidence} keeps what tests of promises have seen.
 */
@NullMarked
package io.maillite.testkit;

import org.jspecify.annotations.NullMarked;
