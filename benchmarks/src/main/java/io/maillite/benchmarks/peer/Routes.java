package io.maillite.benchmarks.peer;

import io.maillite.testkit.tls.TestTls;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Contexts as a user would have them, with nothing that is not needed. */
final class Routes {
    /** The name under which a context finds what trusts the servers. */
    static final String TRUST = "sslContextParameters=#trust";

    private Routes() {}

    static CamelContext context(RouteBuilder routes) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("trust", trust());
        context.getShutdownStrategy().setTimeout(30);
        context.addRoutes(routes);
        return context;
    }

    private static SSLContextParameters trust() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(TestTls.TRUST_STORE_RESOURCE);
        store.setType("PKCS12");
        store.setPassword(TestTls.PASSWORD);
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(managers);
        return parameters;
    }
}
