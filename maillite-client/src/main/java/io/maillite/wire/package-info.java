/** Octets, lines, dots, TLS, deadlines and trace. Knows neither protocol. */
@NullMarked
package io.maillite.wire;

import org.jspecify.annotations.NullMarked;
