package io.maillite.smtp;

import io.maillite.wire.Command;
import org.jspecify.annotations.Nullable;

/** A command that is answered by replies of SMTP. */
interface SmtpCommand extends Command {
    /** The last reply that came for it, or null as long as there is none. */
    @Nullable
    SmtpReply lastReply();

    /** Whether a reply came. */
    default boolean isAnswered() {
        return lastReply() != null;
    }
}
