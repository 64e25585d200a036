package io.maillite.testkit.tls;

import java.util.List;

/**
 * How a server of the kit does TLS.
 *
 * @param identity what it shows
 * @param protocols the versions it speaks ({@code TLSv1.2}, {@code TLSv1.3}); empty: those of the JDK
 * @param asksForCertificate whether it asks the client for a certificate (which need not be given)
 */
public record ServerTls(TestIdentity identity, List<String> protocols, boolean asksForCertificate) {

    public ServerTls {
        protocols = List.copyOf(protocols);
    }

    /** A server that shows this identity, in all versions that the JDK speaks. */
    public static ServerTls of(TestIdentity identity) {
        return new ServerTls(identity, List.of(), false);
    }

    /** The same, in these versions only. */
    public ServerTls speaking(String... versions) {
        return new ServerTls(identity, List.of(versions), asksForCertificate);
    }

    /** The same, asking the client for a certificate. */
    public ServerTls askingForCertificate() {
        return new ServerTls(identity, protocols, true);
    }

    /** The same, showing another identity. */
    public ServerTls as(TestIdentity other) {
        return new ServerTls(other, protocols, asksForCertificate);
    }
}
