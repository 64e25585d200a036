package io.maillite.smtp;

import io.maillite.wire.Connection;
import io.maillite.wire.MailException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the replies to {@code MAIL}, {@code RCPT} and {@code RSET}. A server has few words for what goes well: what was
 * made of a line is made of the same line again, without a second look.
 */
final class Replies {
    /** So many lines are remembered. */
    private static final int REMEMBERED = 4;

    private final @Nullable String[] lines = new String[REMEMBERED];
    private final SmtpReply[] replies = new SmtpReply[REMEMBERED];
    private int oldest;

    /** To be called when a secret was sent: from then on it is blotted out of what the server says. */
    void forget() {
        Arrays.fill(lines, null);
    }

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
