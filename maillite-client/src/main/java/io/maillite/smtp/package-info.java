/** The SMTP client. Knows {@code wire} and {@code sasl}. */
@NullMarked
package io.maillite.smtp;

import org.jspecify.annotations.NullMarked;
