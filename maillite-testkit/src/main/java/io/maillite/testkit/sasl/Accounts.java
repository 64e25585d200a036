package io.maillite.testkit.sasl;

import org.jspecify.annotations.Nullable;

/** Who may log in. */
public interface Accounts {
    /** The password of this user, or {@code null} if there is no such user. */
    @Nullable
    String password(String username);

    /** Whether this OAuth 2 access token is this user's. */
    default boolean acceptsToken(String username, String token) {
        return false;
    }

    /** One user with a password. */
    static Accounts of(String username, String password) {
        return name -> name.equals(username) ? password : null;
    }

    /** One user with a password and a token. */
    static Accounts of(String username, String password, String token) {
        return new Accounts() {
            @Override
            public @Nullable String password(String name) {
                return name.equals(username) ? password : null;
            }

            @Override
            public boolean acceptsToken(String name, String offered) {
                return name.equals(username) && offered.equals(token);
            }
        };
    }
}
