package io.maillite.sasl;

import com.ongres.scram.common.util.TlsServerEndpoint;
import io.maillite.wire.Connection;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The {@code tls-server-end-point} of a connection (RFC 5929 section 4): a hash of the server's certificate. */
public final class ChannelBinding {
    private ChannelBinding() {}

    /** Its octets, if the connection is under TLS and the certificate has a hash that RFC 5929 knows. */
    public static Optional<byte[]> of(Connection connection) {
        return connection.tlsSession().flatMap(ChannelBinding::ofSession);
    }

    private static Optional<byte[]> ofSession(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
                byte[] data = TlsServerEndpoint.getChannelBindingData(certificate);
                return data.length == 0 ? Optional.empty() : Optional.of(data);
            }
            return Optional.empty();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return Optional.empty(); // no certificate, nothing to bind to
        }
    }
}
