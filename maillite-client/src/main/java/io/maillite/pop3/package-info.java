/**
 * The POP3 engine: RFC 1939 with the extensions of RFC 2449 (capabilities, pipelining, response codes), RFC 5034
 * (SASL), RFC 2595 (TLS) and RFC 6856 (UTF-8). {@link io.maillite.pop3.Pop3Client} says how to reach a maildrop,
 * {@link io.maillite.pop3.Pop3Session} is the transaction on it. Knows {@code io.maillite.wire} and
 * {@code io.maillite.sasl}, and nothing of SMTP.
 */
@NullMarked
package io.maillite.pop3;

import org.jspecify.annotations.NullMarked;
