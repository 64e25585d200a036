package io.maillite.interop;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;

/** Credentials, right and wrong ones, and how the servers' logs speak of them. */
final class Logins {
    /** Neither the password of anybody, nor a token. */
    static final String WRONG = "quite-wrong";

    private Logins() {}

    static Credentials password(String user) {
        return Credentials.password(user, Mailboxes.passwordOf(user));
    }

    static Credentials token(String user) {
        return Credentials.token(user, () -> TokenCheck.tokenOf(user));
    }

    static Authentication right(String user, AuthMechanism mechanism) {
        return new Authentication(mechanism.presentsToken() ? token(user) : password(user), mechanism);
    }

    static Authentication wrong(String user, AuthMechanism mechanism) {
        return new Authentication(
                mechanism.presentsToken() ? Credentials.token(user, () -> WRONG) : Credentials.password(user, WRONG),
                mechanism);
    }

    /** What Dovecot calls it; of AUTO, the one that it takes. */
    static String method(AuthMechanism mechanism) {
        return switch (mechanism) {
            case AUTO -> "SCRAM-SHA-256";
            case USER -> "PLAIN";
            default -> mechanism.protocolName();
        };
    }
}
