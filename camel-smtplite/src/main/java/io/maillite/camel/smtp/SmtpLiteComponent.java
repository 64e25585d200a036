package io.maillite.camel.smtp;

import io.maillite.camel.support.Authority;
import io.maillite.camel.support.ChoiceOptions;
import io.maillite.camel.support.EndpointUri;
import io.maillite.camel.support.OctetOptions;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/** The {@code smtplite:} component. */
@Component("smtplite")
public class SmtpLiteComponent extends HealthCheckComponent implements SSLContextParametersAware {
    @Metadata(label = "advanced", description = "The options that every endpoint of this component starts from.")
    private SmtpLiteConfiguration configuration = new SmtpLiteConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether an endpoint without sslContextParameters uses those of the Camel context.")
    private boolean useGlobalSslContextParameters;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Authority authority = Authority.parse(remaining);
        ChoiceOptions.requireKnown(this, parameters);
        OctetOptions.requireNumbers(parameters, "spoolThreshold");
        SmtpLiteConfiguration options = configuration.copy();
        options.setHost(authority.host());
        options.setPort(authority.port());
        SmtpLiteEndpoint endpoint = new SmtpLiteEndpoint(EndpointUri.maskable(uri), this, options);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    public SmtpLiteConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SmtpLiteConfiguration configuration) {
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
