package io.maillite.camel.smtp;

import io.maillite.camel.support.MailLiteConfiguration;
import java.time.Duration;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code smtplite}: those of one endpoint, and on the component the defaults of its endpoints. */
@Configurer
@UriParams
public class SmtpLiteConfiguration extends MailLiteConfiguration {
    @UriParam(
            label = "advanced",
            defaultValue = "5m",
            description = "How long the server may be silent, and how long a whole reply may take.")
    private Duration readTimeout = Duration.ofMinutes(5);

    /** A copy of its own, for an endpoint that starts from its component's defaults. */
    public SmtpLiteConfiguration copy() {
        return (SmtpLiteConfiguration) duplicate();
    }

    @Override
    public Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }
}
