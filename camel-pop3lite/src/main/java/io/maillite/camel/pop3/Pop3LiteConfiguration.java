package io.maillite.camel.pop3;

import io.maillite.camel.support.MailLiteConfiguration;
import java.time.Duration;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code pop3lite}: those of one endpoint, and on the component the defaults of its endpoints. */
@Configurer
@UriParams
public class Pop3LiteConfiguration extends MailLiteConfiguration {
    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            description = "How long the server may be silent, and how long a whole reply may take.")
    private Duration readTimeout = Duration.ofSeconds(60);

    /** A copy of its own, for an endpoint that starts from its component's defaults. */
    public Pop3LiteConfiguration copy() {
        return (Pop3LiteConfiguration) duplicate();
    }

    public Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }
}
