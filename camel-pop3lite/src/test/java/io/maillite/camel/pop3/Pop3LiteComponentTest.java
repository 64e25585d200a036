package io.maillite.camel.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Pop3LiteComponentTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void takesHostAndPortFromThePath() {
        assertThat(options("pop3lite:mail.example.org:2000"))
                .returns("mail.example.org", Pop3LiteConfiguration::getHost)
                .returns(2000, Pop3LiteConfiguration::getPort);
        assertThat(options("pop3lite://[2001:db8::1]"))
                .returns("2001:db8::1", Pop3LiteConfiguration::getHost)
                .returns(0, Pop3LiteConfiguration::getPort);
    }

    @Test
    void anOptionOfTheComponentIsTheDefaultOfItsEndpoints() {
        component("username", "anna");
        component("connectTimeout", "5s");
        assertThat(options("pop3lite:mail.example.org?username=bert"))
                .returns("bert", Pop3LiteConfiguration::getUsername)
                .returns(Duration.ofSeconds(5), Pop3LiteConfiguration::getConnectTimeout)
                .returns(Duration.ofSeconds(60), Pop3LiteConfiguration::getReadTimeout);
        assertThat(options("pop3lite:mail.example.org")).returns("anna", Pop3LiteConfiguration::getUsername);
    }

    @Test
    void aDurationIsCamels() {
        assertThat(options("pop3lite:mail.example.org?readTimeout=1500&writeTimeout=2m"))
                .returns(Duration.ofMillis(1500), Pop3LiteConfiguration::getReadTimeout)
                .returns(Duration.ofMinutes(2), Pop3LiteConfiguration::getWriteTimeout);
    }

    @Test
    void usesTheTlsParametersOfTheContextWhenToldTo() {
        context.setSSLContextParameters(new SSLContextParameters());
        assertThat(options("pop3lite:a.example.org").getSslContextParameters()).isNull();
        component("useGlobalSslContextParameters", "true");
        assertThat(options("pop3lite:b.example.org").getSslContextParameters())
                .isSameAs(context.getSSLContextParameters());
    }

    @Test
    void saysWhereItIs() {
        assertThat(context.getEndpoint(
                        "pop3lite:mail.example.org?username=anna&password=secret", Pop3LiteEndpoint.class))
                .returns("mail.example.org:995", Pop3LiteEndpoint::getServiceUrl)
                .returns("pop3s", Pop3LiteEndpoint::getServiceProtocol)
                .returns(Map.of("username", "anna"), Pop3LiteEndpoint::getServiceMetadata);
        assertThat(context.getEndpoint("pop3lite:[2001:db8::1]?tls=STARTTLS", Pop3LiteEndpoint.class))
                .returns("[2001:db8::1]:110", Pop3LiteEndpoint::getServiceUrl)
                .returns("pop3", Pop3LiteEndpoint::getServiceProtocol)
                .returns(Map.of(), Pop3LiteEndpoint::getServiceMetadata);
    }

    @Test
    void refusesAnUnknownOption() {
        assertThatThrownBy(() -> options("pop3lite:mail.example.org?colour=red"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("Unknown parameters=[{colour=red}]");
    }

    @Test
    void refusesAMissingHost() {
        assertThatThrownBy(() -> options("pop3lite::110"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("names no host");
    }

    private Pop3LiteConfiguration options(String uri) {
        return context.getEndpoint(uri, Pop3LiteEndpoint.class).getConfiguration();
    }

    private void component(String option, String value) {
        Component component = context.getComponent("pop3lite");
        assertThat(component.getComponentPropertyConfigurer().configure(context, component, option, value, false))
                .isTrue();
    }
}
