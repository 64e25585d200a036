package io.maillite.sasl;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How to log in, from the strongest to the weakest. */
public enum AuthMechanism {
    /** The strongest that the server offers and the credentials allow. */
    AUTO("AUTO"),
    /** RFC 7677, bound to the TLS connection (RFC 5929 {@code tls-server-end-point}). */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS"),
    /** RFC 7677. */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** RFC 5802, bound to the TLS connection. */
    SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS"),
    /** RFC 5802. */
    SCRAM_SHA_1("SCRAM-SHA-1"),
    /** RFC 4616. */
    PLAIN("PLAIN"),
    /** Two prompts; never standardised, everywhere known. */
    LOGIN("LOGIN"),
    /** POP3's {@code USER} and {@code PASS} (RFC 1939 section 7). Not a SASL mechanism. */
    USER("USER"),
    /** RFC 7628, with an OAuth 2 bearer token. */
    OAUTHBEARER("OAUTHBEARER"),
    /** Google's and Microsoft's own form of the same. */
    XOAUTH2("XOAUTH2"),
    /** POP3's {@code APOP} (RFC 1939 section 7). Not a SASL mechanism. Weak (MD5): only when named. */
    APOP("APOP"),
    /** RFC 2195. Weak (MD5, and the server keeps the password): only when named. */
    CRAM_MD5("CRAM-MD5"),
    /** RFC 4422 appendix A: a client certificate. Only when named. */
    EXTERNAL("EXTERNAL");

    /** What {@link #AUTO} tries with a password, the strongest first. */
    static final List<AuthMechanism> WITH_PASSWORD =
            List.of(SCRAM_SHA_256_PLUS, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_1, PLAIN, LOGIN, USER);
    /** What {@link #AUTO} tries with a token. */
    static final List<AuthMechanism> WITH_TOKEN = List.of(OAUTHBEARER, XOAUTH2);

    private final String protocolName;

    AuthMechanism(String protocolName) {
        this.protocolName = protocolName;
    }

    /** Its name on the wire and in options. */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The mechanism of that name.
     *
     * @param name as on the wire, in any letter case
     * @throws IllegalArgumentException if there is none; names those that there are
     */
    public static AuthMechanism of(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.protocolName.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The authentication mechanism '" + name
                        + "' is not known. Known are "
                        + Arrays.stream(values())
                                .map(AuthMechanism::protocolName)
                                .collect(Collectors.joining(", "))));
    }

    /**
     * The mechanisms of SASL that are known here.
     *
     * @param names those that a server offers, in any letter case
     */
    public static Set<AuthMechanism> among(List<String> names) {
        Set<AuthMechanism> known = EnumSet.noneOf(AuthMechanism.class);
        for (AuthMechanism mechanism : values()) {
            for (String name : names) {
                if (mechanism.isSasl() && mechanism.protocolName.equalsIgnoreCase(name)) {
                    known.add(mechanism);
                }
            }
        }
        return known;
    }

    /** Whether it is a mechanism of SASL's, and not a command of POP3's own. */
    public boolean isSasl() {
        return this != AUTO && this != USER && this != APOP;
    }

    /** Whether it presents an OAuth 2 bearer token, and not a password. */
    public boolean presentsToken() {
        return this == OAUTHBEARER || this == XOAUTH2;
    }

    boolean bindsChannel() {
        return this == SCRAM_SHA_256_PLUS || this == SCRAM_SHA_1_PLUS;
    }

    /** Whether these credentials are of the kind that it needs. */
    boolean fits(Credentials credentials) {
        return switch (this) {
            case AUTO -> true;
            case EXTERNAL -> true;
            default -> presentsToken() ? credentials.hasToken() : credentials.hasPassword();
        };
    }
}
