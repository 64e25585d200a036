/**
 * Who we are to a server: credentials, the SASL mechanisms (RFC 4422) and which of them to take. POP3 and SMTP frame
 * the same exchange in their own replies. This package knows {@code io.maillite.wire} and neither protocol.
 */
@NullMarked
package io.maillite.sasl;

import org.jspecify.annotations.NullMarked;
