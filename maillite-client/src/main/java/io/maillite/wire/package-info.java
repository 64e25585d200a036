/**
 * Octets, lines, dots, TLS, deadlines and trace: what POP3 and SMTP have in common below their verbs.
 *
 * <p>A {@link io.maillite.wire.Connection} is one bounded, buffered, traced connection to a server. A
 * {@link io.maillite.wire.CommandQueue} sends {@link io.maillite.wire.Command commands} over it and has them answered
 * in order. {@link io.maillite.wire.DotReader} and {@link io.maillite.wire.DotWriter} are the transparency of message
 * content, in and out. This package knows neither protocol and nobody else in the library.
 */
@NullMarked
package io.maillite.wire;

import org.jspecify.annotations.NullMarked;
