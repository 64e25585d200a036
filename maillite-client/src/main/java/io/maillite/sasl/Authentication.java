package io.maillite.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Credentials and the mechanism that is to present them, and the rule that chooses (contract: the strongest offered, or
 * the one named, and never anything weaker).
 *
 * @param credentials who we are
 * @param mechanism a mechanism, or {@link AuthMechanism#AUTO}
 */
public record Authentication(Credentials credentials, AuthMechanism mechanism) {

    /** Refuses what can never work: a token mechanism with a password, and the like. */
    public Authentication {
        if (!mechanism.fits(credentials)) {
            throw new IllegalArgumentException("The authentication mechanism " + mechanism.protocolName() + " needs "
                    + (credentials.hasPassword() ? "an access token, not a password" : "a username and a password"));
        }
    }

    /** Takes the strongest that is offered. */
    public static Authentication auto(Credentials credentials) {
        return new Authentication(credentials, AuthMechanism.AUTO);
    }

    /**
     * What to try, in this order: the next only if the server says that a mechanism itself cannot be used.
     *
     * @param offered what the server offers
     * @param channelCanBeBound whether the connection is under TLS and its certificate known
     * @param server as errors name it
     * @throws MailAuthenticationException if nothing that is allowed is offered
     */
    public List<AuthMechanism> candidates(Set<AuthMechanism> offered, boolean channelCanBeBound, String server)
            throws MailAuthenticationException {
        List<AuthMechanism> allowed = new ArrayList<>(allowed());
        allowed.removeIf(candidate -> candidate.bindsChannel() && !channelCanBeBound);
        List<AuthMechanism> usable = allowed.stream().filter(offered::contains).toList();
        if (usable.isEmpty()) {
            throw new MailAuthenticationException(
                    server + ": no login is possible: the server offers " + names(offered) + ", and with "
                            + credentials
                            + (mechanism == AuthMechanism.AUTO ? "" : " and authMechanism=" + mechanism.protocolName())
                            + (allowed.isEmpty()
                                    ? " nothing can be used without TLS"
                                    : " only " + names(allowed) + " could be used")
                            + ". Name another authMechanism, or check whether the server offers more under"
                            + " TLS",
                    "",
                    null);
        }
        return usable;
    }

    private List<AuthMechanism> allowed() {
        if (mechanism != AuthMechanism.AUTO) {
            return List.of(mechanism);
        }
        if (credentials.hasToken()) {
            return AuthMechanism.WITH_TOKEN;
        }
        return credentials.hasPassword() ? AuthMechanism.WITH_PASSWORD : List.of(AuthMechanism.EXTERNAL);
    }

    private static String names(java.util.Collection<AuthMechanism> mechanisms) {
        return mechanisms.isEmpty()
                ? "no mechanism that is known here"
                : mechanisms.stream().sorted().map(AuthMechanism::protocolName).collect(Collectors.joining(", "));
    }
}
