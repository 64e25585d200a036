package io.maillite.smtp;

import io.maillite.wire.CommandLine;
import java.util.List;
import java.util.Optional;

/**
 * A mail object as the commands that send it, checked.
 *
 * @param mail {@code MAIL}
 * @param recipients {@code RCPT} for each recipient
 * @param utf8 whether the commands need {@code SMTPUTF8}
 * @param content what follows them
 */
record PreparedMail(CommandLine mail, List<Recipient> recipients, boolean utf8, MessageSource content) {
    /**
     * A recipient.
     *
     * @param place among the recipients, from 0
     * @param address as it was given
     * @param parsed what it says
     * @param rcpt the command
     */
    record Recipient(int place, String address, SmtpAddress parsed, CommandLine rcpt) {
        /** Its domain, as domains are counted; {@code postmaster} has none. */
        Optional<String> domain() {
            return parsed.countedDomain();
        }
    }
}
