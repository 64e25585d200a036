/** The POP3 client. Knows {@code wire} and {@code sasl}. */
@NullMarked
package io.maillite.pop3;

import org.jspecify.annotations.NullMarked;
