package io.maillite.camel.pop3;

import io.maillite.testkit.tls.TestTls;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Camel's TLS parameters for the certificates of the test kit. */
final class TestTrust {
    private TestTrust() {}

    static SSLContextParameters ofTheTestCa() {
        return new SSLContextParameters() {
            @Override
            public javax.net.ssl.SSLContext createSSLContext(CamelContext context) {
                return TestTls.clientContext();
            }
        };
    }
}
