/** The {@code smtplite:} component. Knows {@code io.maillite.camel.support} and the SMTP client. */
@NullMarked
package io.maillite.camel.smtp;

import org.jspecify.annotations.NullMarked;
