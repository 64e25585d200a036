/** The server's side of SASL, for both protocols: it checks what a client sends, strictly. Knows the JDK alone. */
@NullMarked
package io.maillite.testkit.sasl;

import org.jspecify.annotations.NullMarked;
