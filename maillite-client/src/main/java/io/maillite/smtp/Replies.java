package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the replies to mail transactions. A server has few words for what goes well: what was made of a line is made of
 * the same line again. Not for replies from before a secret was sent, which is blotted out of those behind it.
 */
final class Replies {
    /** So many lines are remembered: that to {@code MAIL}, to {@code RCPT}, to the content, to {@code RSET}. */
    private static final int REMEMBERED = 4;

    private final @Nullable String[] lines = new String[REMEMBERED];
    private final SmtpReply[] replies = new SmtpReply[REMEMBERED];
    private int oldest;

    /**
     * Reads a reply.
     *
     * @throws MailException if the session is dead
     */
    SmtpReply read(Connection connection) throws MailException {
        String line = connection.readLine();
        for (int i = 0; i < REMEMBERED; i++) {
            if (line.equals(lines[i])) {
                return replies[i];
            }
        }
        SmtpReply reply = SmtpReply.startingWith(line, connection);
        if (reply.lines().size() == 1) {
            lines[oldest] = line;
            replies[oldest] = reply;
            oldest = (oldest + 1) % REMEMBERED;
        }
        return reply;
    }
}
