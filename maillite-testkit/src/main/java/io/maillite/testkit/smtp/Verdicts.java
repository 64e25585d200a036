package io.maillite.testkit.smtp;

import org.jspecify.annotations.Nullable;

/**
 * What the server thinks of senders, recipients and messages. Each answer is a whole reply ({@code "550 5.1.1
 * nobody"}), or {@code null} to accept. Faults come first: they know commands, this knows what they mean.
 */
public interface Verdicts {
    /** On {@code MAIL}. */
    default @Nullable String sender(SmtpPath sender) {
        return null;
    }

    /**
     * On {@code RCPT}.
     *
     * @param accepted how many recipients this transaction has already
     */
    default @Nullable String recipient(SmtpPath recipient, int accepted) {
        return null;
    }

    /** On {@code DATA}, or the first {@code BDAT}. */
    default @Nullable String data() {
        return null;
    }

    /**
     * On a chunk of {@code BDAT} that is not the last one.
     *
     * @param size octets of the message so far
     */
    default @Nullable String chunk(long size) {
        return null;
    }

    /** On the end of the data; with a refusal nothing is stored. */
    default @Nullable String message(Received message) {
        return null;
    }

    /** On the end of the data, for each recipient, with LMTP. */
    default @Nullable String delivery(Received message, SmtpPath recipient) {
        return message(message);
    }
}
