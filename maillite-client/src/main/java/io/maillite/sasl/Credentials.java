package io.maillite.sasl;

import io.maillite.wire.ServerText;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to the server, and what proves it: a password, an OAuth 2 bearer token, or nothing but the connection
 * itself ({@code EXTERNAL}: a client certificate).
 */
public final class Credentials {
    private final String username;
    private final @Nullable Supplier<String> password;
    private final @Nullable Supplier<String> token;

    private Credentials(String username, @Nullable Supplier<String> password, @Nullable Supplier<String> token) {
        this.username = username;
        this.password = password;
        this.token = token;
    }

    /**
     * @param username not empty
     * @param password the secret
     */
    public static Credentials password(String username, String password) {
        requireUsername(username);
        return new Credentials(username, () -> password, null);
    }

    /**
     * @param username not empty
     * @param token gives a token that is valid now; asked at each login
     */
    public static Credentials token(String username, Supplier<String> token) {
        requireUsername(username);
        return new Credentials(username, null, token);
    }

    /**
     * The connection proves who we are (RFC 4422 appendix A).
     *
     * @param username whom to act as; empty: whom the connection proves
     */
    public static Credentials external(String username) {
        requireNoControls(username);
        return new Credentials(username, null, null);
    }

    private static void requireUsername(String username) {
        if (username.isEmpty()) {
            throw new IllegalArgumentException("The username is empty");
        }
        requireNoControls(username);
    }

    /** They separate what mechanisms and commands send: none could start something of its own. */
    private static void requireNoControls(String username) {
        if (username.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The username '" + ServerText.printable(username) + "' holds a control character");
        }
    }

    /** Who we are to the server; may be empty with {@link #external}. */
    public String username() {
        return username;
    }

    /** Whether a password proves it. */
    public boolean hasPassword() {
        return password != null;
    }

    /** Whether an OAuth 2 bearer token proves it. */
    public boolean hasToken() {
        return token != null;
    }

    /**
     * The password.
     *
     * @throws IllegalStateException if there is none
     */
    public String password() {
        return secret(password, "password");
    }

    /**
     * A token, asked for now.
     *
     * @throws IllegalStateException if there is none
     */
    public String token() {
        return secret(token, "token");
    }

    private static String secret(@Nullable Supplier<String> secret, String name) {
        if (secret == null) {
            throw new IllegalStateException("These credentials have no " + name);
        }
        return Objects.requireNonNull(secret.get(), () -> "the " + name + " is null");
    }

    /** The same for one login, which may take more than one attempt: a token is asked for once. */
    public Credentials forOneLogin() {
        Supplier<String> fresh = token;
        if (fresh == null) {
            return this;
        }
        AtomicReference<@Nullable String> asked = new AtomicReference<>();
        return new Credentials(username, null, () -> {
            String given = asked.get();
            if (given == null) {
                given = Objects.requireNonNull(fresh.get(), "the token is null");
                asked.set(given);
            }
            return given;
        });
    }

    /** Shows the kind only. */
    @Override
    public String toString() {
        return hasPassword() ? "username and password" : hasToken() ? "username and token" : "external";
    }
}
