package io.maillite.camel.support;

import io.maillite.sasl.Authentication;
import io.maillite.sasl.MailAuthenticationException;
import io.maillite.wire.MailException;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint logs in, and what it does when a token is refused that we fetched ourselves: it may have been revoked
 * before its time, so another is asked for, once.
 *
 * @param authentication what is presented
 * @param tokens where the access tokens come from, if we fetch them ourselves
 */
public record MailLogin(
        Authentication authentication, @Nullable ClientCredentials tokens) {
    /**
     * Opens a session.
     *
     * @param <S> a session
     */
    @FunctionalInterface
    public interface Opening<S> {
        /** Connects and logs in. */
        S open() throws MailException;
    }

    /**
     * Opens a session, with a fresh token where the first was refused.
     *
     * @throws MailException if there is none to be had
     */
    public <S> S open(Opening<S> opening) throws MailException {
        try {
            return opening.open();
        } catch (MailAuthenticationException e) {
            if (tokens == null || e.reply().isEmpty()) {
                throw e;
            }
            tokens.refused();
            return opening.open();
        }
    }
}
