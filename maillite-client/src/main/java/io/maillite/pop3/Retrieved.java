package io.maillite.pop3;

/**
 * What {@code RETR} or {@code TOP} gave.
 *
 * @param octets of the message that came
 * @param tooLarge whether they were more than were wanted: the sink got the first of them only
 */
public record Retrieved(long octets, boolean tooLarge) {}
