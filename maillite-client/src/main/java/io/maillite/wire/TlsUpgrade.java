package io.maillite.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The TLS handshake with a server that must be the one that was meant. */
final class TlsUpgrade {
    private final ServerAddress server;
    private final @Nullable SSLContext configured;
    private final boolean hostnameVerification;

    TlsUpgrade(ServerAddress server, @Nullable SSLContext configured, boolean hostnameVerification) {
        this.server = server;
        this.configured = configured;
        this.hostnameVerification = hostnameVerification;
    }

    /** Names the server to TLS (SNI, RFC 6066) and checks its name. */
    SSLSocket handshake(Socket raw) throws IOException {
        SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(raw, server.host(), server.port(), true);
        if (hostnameVerification) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the rules of RFC 2818, as RFC 8314 wants them
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    private SSLContext context() throws IOException {
        if (configured != null) {
            return configured;
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("This JDK has no TLS", e);
        }
    }

    /** Says in the user's words what a failed handshake means. */
    MailTlsException explain(TlsMode mode, IOException failure) {
        return new MailTlsException(server + ": TLS failed: " + explanation(mode, failure), failure);
    }

    private String explanation(TlsMode mode, IOException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String text = t.getMessage() == null ? "" : t.getMessage().toLowerCase(Locale.ROOT);
            if (t instanceof CertificateExpiredException || t instanceof CertificateNotYetValidException) {
                return "the server's certificate is not valid today (" + ServerText.printable(text)
                        + "). The server's administrator has to renew it, or this machine's clock is wrong";
            }
            if (t instanceof CertPathBuilderException || text.contains("unable to find valid certification path")) {
                return "the server's certificate is not signed by anybody trusted here. Trust its issuer with a trust"
                        + " store of its own (Camel: sslContextParameters), if it is the right server";
            }
            if (text.contains("subject alternative") || text.contains("no name matching")) {
                return "the server's certificate is for another name than '" + server.host() + "' ("
                        + ServerText.printable(text) + "). Use the name it was made for";
            }
            if (text.contains("unsupported or unrecognized ssl message") || text.contains("plaintext connection")) {
                return mode == TlsMode.IMPLICIT
                        ? "the server speaks in clear on this port. Use tls=STARTTLS if it offers that here, another"
                                + " port for tls=IMPLICIT, or tls=NONE to do without TLS"
                        : "the server agreed to TLS and then went on in clear";
            }
        }
        return ServerText.printable(String.valueOf(failure.getMessage()));
    }
}
