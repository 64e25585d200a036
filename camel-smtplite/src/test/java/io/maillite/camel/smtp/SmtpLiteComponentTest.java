package io.maillite.camel.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maillite.wire.TlsMode;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpLiteComponentTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void takesHostAndPortFromThePath() {
        assertThat(options("smtplite:mail.example.org:2000"))
                .returns("mail.example.org", SmtpLiteConfiguration::getHost)
                .returns(2000, SmtpLiteConfiguration::getPort);
        assertThat(options("smtplite://[2001:db8::1]"))
                .returns("2001:db8::1", SmtpLiteConfiguration::getHost)
                .returns(0, SmtpLiteConfiguration::getPort);
    }

    @Test
    void anOptionOfTheComponentIsTheDefaultOfItsEndpoints() {
        component("username", "anna");
        component("connectTimeout", "5s");
        assertThat(options("smtplite:mail.example.org?username=bert"))
                .returns("bert", SmtpLiteConfiguration::getUsername)
                .returns(Duration.ofSeconds(5), SmtpLiteConfiguration::getConnectTimeout)
                .returns(Duration.ofSeconds(300), SmtpLiteConfiguration::getReadTimeout);
        assertThat(options("smtplite:mail.example.org")).returns("anna", SmtpLiteConfiguration::getUsername);
    }

    @Test
    void aDurationIsCamels() {
        assertThat(options("smtplite:mail.example.org?readTimeout=1500&writeTimeout=2m"))
                .returns(Duration.ofMillis(1500), SmtpLiteConfiguration::getReadTimeout)
                .returns(Duration.ofMinutes(2), SmtpLiteConfiguration::getWriteTimeout);
    }

    @Test
    void usesTheTlsParametersOfTheContextWhenToldTo() {
        context.setSSLContextParameters(new SSLContextParameters());
        assertThat(options("smtplite:a.example.org").getSslContextParameters()).isNull();
        component("useGlobalSslContextParameters", "true");
        assertThat(options("smtplite:b.example.org").getSslContextParameters())
                .isSameAs(context.getSSLContextParameters());
    }

    @Test
    void saysWhereItIs() {
        assertThat(context.getEndpoint(
                        "smtplite:mail.example.org?username=anna&password=secret", SmtpLiteEndpoint.class))
                .returns("mail.example.org:465", SmtpLiteEndpoint::getServiceUrl)
                .returns("smtps", SmtpLiteEndpoint::getServiceProtocol)
                .returns(Map.of("username", "anna"), SmtpLiteEndpoint::getServiceMetadata);
        assertThat(context.getEndpoint("smtplite:[2001:db8::1]?tls=NONE&protocol=LMTP", SmtpLiteEndpoint.class))
                .returns("[2001:db8::1]:24", SmtpLiteEndpoint::getServiceUrl)
                .returns("lmtp", SmtpLiteEndpoint::getServiceProtocol)
                .returns(Map.of(), SmtpLiteEndpoint::getServiceMetadata);
    }

    @Test
    void refusesAnUnknownOption() {
        assertThatThrownBy(() -> options("smtplite:mail.example.org?colour=red"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("Unknown parameters=[{colour=red}]");
    }

    @Test
    void refusesASizeWithAUnit() {
        assertThatThrownBy(() -> options("smtplite:mail.example.org?spoolThreshold=10MB"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("spoolThreshold must be a number of octets");
    }

    @Test
    void saysWhichValuesThereAre() {
        assertThatThrownBy(() -> options("smtplite:mail.example.org?eightBit=maybe"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("eightBit must be one of REJECT, SEND, not 'maybe'");
        assertThat(options("smtplite:mail.example.org?tls=starttls").getTls()).isEqualTo(TlsMode.STARTTLS);
    }

    @Test
    void refusesAMissingHost() {
        assertThatThrownBy(() -> options("smtplite::110"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("names no host");
    }

    private SmtpLiteConfiguration options(String uri) {
        return context.getEndpoint(uri, SmtpLiteEndpoint.class).getConfiguration();
    }

    private void component(String option, String value) {
        Component component = context.getComponent("smtplite");
        assertThat(component.getComponentPropertyConfigurer().configure(context, component, option, value, false))
                .isTrue();
    }
}
