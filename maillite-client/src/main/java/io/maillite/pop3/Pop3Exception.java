package io.maillite.pop3;

import io.maillite.wire.MailException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server answered {@code -ERR}. The session lives, unless it was the greeting or the login. */
public final class Pop3Exception extends MailException {
    private static final long serialVersionUID = 1L;

    private final String reply;
    private final @Nullable String responseCode;

    /**
     * @param message what was refused, by whom, and what to do about it
     * @param reply the text behind {@code -ERR}, printable
     * @param responseCode its response code (RFC 2449, RFC 3206) without brackets, or null
     */
    public Pop3Exception(String message, String reply, @Nullable String responseCode) {
        super(message, null);
        this.reply = reply;
        this.responseCode = responseCode;
    }

    /** The text behind {@code -ERR}, printable. */
    public String reply() {
        return reply;
    }

    /**
     * The response code: {@code IN-USE}, {@code LOGIN-DELAY} (RFC 2449), {@code SYS/TEMP}, {@code SYS/PERM},
     * {@code AUTH} (RFC 3206), {@code UTF8} (RFC 6856) or another, in upper case.
     */
    public Optional<String> responseCode() {
        return Optional.ofNullable(responseCode);
    }

    /** Whether the maildrop is busy: somebody else has it open, or we came too soon. Later it will do. */
    public boolean isBusy() {
        return "IN-USE".equals(responseCode) || "LOGIN-DELAY".equals(responseCode);
    }
}
