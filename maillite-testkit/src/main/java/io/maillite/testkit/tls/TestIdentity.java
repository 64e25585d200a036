package io.maillite.testkit.tls;

import java.util.Locale;

/**
 * A key with its certificate, made once by {@code src/main/scripts/make-certificates.sh} and kept as a PKCS12 resource.
 * The names in a dialogue's text are the constants in lower case with hyphens ({@code -- starttls self-signed}).
 */
public enum TestIdentity {
    /** {@code localhost}, {@code 127.0.0.1} and {@code ::1}, signed with SHA256withECDSA by the test CA. */
    LOCALHOST,
    /**
     * As {@link #LOCALHOST}, signed with SHA384withECDSA: {@code tls-server-end-point} hashes it with SHA-384 (RFC 5929
     * 4.1).
     */
    LOCALHOST_SHA384,
    /** {@code mail.example.org}, signed by the test CA: right, but not for where the test connects to. */
    WRONG_HOST,
    /** {@code localhost}, signed by the test CA, expired in January 2020. */
    EXPIRED,
    /** {@code localhost}, signed by itself: nobody trusts it. */
    SELF_SIGNED,
    /** {@code somebody@example.org}, signed by the test CA, for a client that shows a certificate (SASL EXTERNAL). */
    CLIENT;

    /** The name in a dialogue's text, and of the resource. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The key store on the class path, for an option that takes a resource. Its password is {@link TestTls#PASSWORD}.
     */
    public String resource() {
        return TestTls.FOLDER + label() + ".p12";
    }

    /** The identity that a dialogue's text means by this label. */
    public static TestIdentity of(String label) {
        for (TestIdentity identity : values()) {
            if (identity.label().equals(label)) {
                return identity;
            }
        }
        throw new IllegalArgumentException("No test identity is called '" + label + "'");
    }
}
