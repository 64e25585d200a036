package io.maillite.reliability.cut;

import io.maillite.testkit.tls.TestTls;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Camel's TLS parameters that trust the certificates of the test kit. */
final class TestTrust extends SSLContextParameters {
    private final SSLContext context = TestTls.clientContext();

    @Override
    public SSLContext createSSLContext(CamelContext camelContext) {
        return context;
    }
}
