package io.maillite.testkit.tls;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** How a server of the kit does TLS. */
public final class ServerTls {
    private final TestIdentity identity;
    private final SSLContext context;
    private final List<String> protocols;
    private final boolean asksForCertificate;

    private ServerTls(TestIdentity identity, SSLContext context, List<String> protocols, boolean asksForCertificate) {
        this.identity = identity;
        this.context = context;
        this.protocols = List.copyOf(protocols);
        this.asksForCertificate = asksForCertificate;
    }

    /** A server that shows this identity, in all versions that the JDK speaks. */
    public static ServerTls of(TestIdentity identity) {
        return new ServerTls(identity, TestTls.serverContext(identity), List.of(), false);
    }

    /** The same, in these versions only ({@code TLSv1.2}, {@code TLSv1.3}). */
    public ServerTls speaking(String... versions) {
        return new ServerTls(identity, context, List.of(versions), asksForCertificate);
    }

    /** The same, asking the client for a certificate, which need not be given. */
    public ServerTls askingForCertificate() {
        return new ServerTls(identity, context, protocols, true);
    }

    /** The same, showing another identity. */
    public ServerTls as(TestIdentity other) {
        return other == identity
                ? this
                : new ServerTls(other, TestTls.serverContext(other), protocols, asksForCertificate);
    }

    /** What the server shows. */
    public TestIdentity identity() {
        return identity;
    }

    /** Does the server's side of a handshake. */
    public SSLSocket accept(Socket raw) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory()
                .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
        secure.setUseClientMode(false);
        if (!protocols.isEmpty()) {
            secure.setEnabledProtocols(protocols.toArray(String[]::new));
        }
        secure.setWantClientAuth(asksForCertificate);
        secure.startHandshake();
        return secure;
    }
}
