/**
 * The SMTP engine: RFC 5321 with its extensions, and LMTP (RFC 2033). {@link io.maillite.smtp.SmtpClient} says how to
 * reach a server, {@link io.maillite.smtp.SmtpSession} speaks with it. A mail object is an
 * {@link io.maillite.smtp.Envelope} and a {@link io.maillite.smtp.MessageSource content}; sending it has exactly one
 * {@link io.maillite.smtp.Outcome}. Knows {@code io.maillite.wire} and {@code io.maillite.sasl}, and nothing of POP3.
 */
@NullMarked
package io.maillite.smtp;

import org.jspecify.annotations.NullMarked;
