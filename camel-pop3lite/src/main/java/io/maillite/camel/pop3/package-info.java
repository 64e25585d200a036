/** The {@code pop3lite:} component. Knows {@code io.maillite.camel.support} and the POP3 client. */
@NullMarked
package io.maillite.camel.pop3;

import org.jspecify.annotations.NullMarked;
