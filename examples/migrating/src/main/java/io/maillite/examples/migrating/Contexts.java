package io.maillite.examples.migrating;

import io.maillite.testkit.tls.TestTls;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** A Camel for each trial, so that none sees what another one left. */
final class Contexts {
    private Contexts() {}

    /**
     * Started, with the beans {@code trust} (of the servers' certificates) and {@code seen} (an idempotent repository).
     *
     * @param addresses of the servers, by the name of the property
     */
    static CamelContext start(Map<String, String> addresses, RouteBuilder routes) throws Exception {
        CamelContext context = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.putAll(addresses);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind("trust", new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext camel) {
                return TestTls.clientContext();
            }
        });
        context.getRegistry().bind("seen", MemoryIdempotentRepository.memoryIdempotentRepository());
        context.addRoutes(routes);
        context.start();
        return context;
    }
}
