package io.maillite.camel.pop3;

import io.maillite.camel.support.Authority;
import io.maillite.camel.support.EndpointUri;
import io.maillite.camel.support.MailContentToFile;
import io.maillite.camel.support.OctetOptions;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code pop3lite:} component. */
@Component("pop3lite")
public class Pop3LiteComponent extends DefaultComponent implements SSLContextParametersAware {
    @Metadata(label = "advanced", description = "The options that every endpoint of this component starts from.")
    private Pop3LiteConfiguration configuration = new Pop3LiteConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether an endpoint without sslContextParameters uses those of the Camel context.")
    private boolean useGlobalSslContextParameters;

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        MailContentToFile.addTo(getCamelContext());
        ErrorBoundary.addTo(getCamelContext()); // where the class path is not searched for plugins
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Authority authority = Authority.parse(remaining);
        OctetOptions.requireNumbers(parameters, "maxMessageSize", "prefetchSize", "spoolThreshold");
        Pop3LiteConfiguration options = configuration.copy();
        options.setHost(authority.host());
        options.setPort(authority.port());
        Pop3LiteEndpoint endpoint = new Pop3LiteEndpoint(EndpointUri.maskable(uri), this, options);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    public Pop3LiteConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Pop3LiteConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
