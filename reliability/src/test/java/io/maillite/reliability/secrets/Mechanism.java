package io.maillite.reliability.secrets;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to log in.
 *
 * @param name of the mechanism
 * @param inTwoLines whether the server does not take the first response with the command, as Exchange for XOAUTH2
 */
record Mechanism(AuthMechanism name, boolean inTwoLines) {
    /** All that there are in this protocol. */
    static List<Mechanism> all(Dialect dialect) {
        List<Mechanism> all = new ArrayList<>();
        for (AuthMechanism name : AuthMechanism.values()) {
            boolean known = name == AuthMechanism.USER || name == AuthMechanism.APOP
                    ? dialect == Dialect.POP3
                    : name != AuthMechanism.AUTO;
            if (known) {
                all.add(new Mechanism(name, false));
            }
        }
        all.add(new Mechanism(AuthMechanism.XOAUTH2, true));
        return all;
    }

    /** What the server is to offer. */
    String offered() {
        return name.isSasl() ? name.protocolName() : "EXTERNAL";
    }

    /** A secret that it can carry. */
    String secret(int number) {
        return name.presentsToken() ? Riches.token(number) : Riches.password(number, name == AuthMechanism.USER);
    }

    boolean hasSecret() {
        return name != AuthMechanism.EXTERNAL;
    }

    Authentication authentication(String secret) {
        if (!hasSecret()) {
            return new Authentication(Credentials.external(Riches.USERNAME), name);
        }
        return new Authentication(
                name.presentsToken()
                        ? Credentials.token(Riches.USERNAME, () -> secret)
                        : Credentials.password(Riches.USERNAME, secret),
                name);
    }

    /** The option of an endpoint that holds the secret. */
    String option() {
        return name.presentsToken() ? "accessToken" : "password";
    }

    @Override
    public String toString() {
        return name.protocolName() + (inTwoLines ? " in two lines" : "");
    }
}
