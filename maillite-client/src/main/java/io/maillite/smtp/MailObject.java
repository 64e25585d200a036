package io.maillite.smtp;

/**
 * What SMTP transports (RFC 5321 section 2.3.1).
 *
 * @param envelope where it goes and where it comes from
 * @param content what is in it
 */
public record MailObject(Envelope envelope, MessageSource content) {}
