package io.maillite.reliability.secrets;

import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import io.maillite.testkit.tls.TestTls;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Made once: to open a key store takes time. */
final class Tls {
    /** A client that trusts the test CA and shows a certificate. */
    static final SSLContext CLIENT = TestTls.clientContext(TestIdentity.CLIENT);

    private static final Map<TestIdentity, ServerTls> SERVERS = new EnumMap<>(TestIdentity.class);

    private Tls() {}

    static synchronized ServerTls server(TestIdentity identity) {
        return SERVERS.computeIfAbsent(identity, as -> ServerTls.of(as).askingForCertificate());
    }

    /** The client's, for an endpoint. */
    static SSLContextParameters parameters() {
        return new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext camelContext) {
                return CLIENT;
            }
        };
    }
}
