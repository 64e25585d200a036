package io.maillite.smtp;

import java.util.Optional;

/**
 * What became of a message for one recipient.
 *
 * @param recipient the address, as it was given
 * @param status what became of it
 * @param reply what the server said that decided it; empty where it said nothing
 */
public record RecipientResult(String recipient, Status status, Optional<SmtpReply> reply) {
    /** What became of it. */
    public enum Status {
        /** The server has taken the responsibility for it. */
        ACCEPTED,
        /** The server has refused it. */
        REFUSED,
        /** It was not sent: something else came in between. */
        NOT_SENT,
        /** The end of the data was sent, and no reply came: nobody knows. */
        IN_DOUBT
    }
}
