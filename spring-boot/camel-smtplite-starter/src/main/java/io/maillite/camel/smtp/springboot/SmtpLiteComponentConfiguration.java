package io.maillite.camel.smtp.springboot;

import io.maillite.camel.smtp.PartialDelivery;
import io.maillite.smtp.EightBit;
import io.maillite.smtp.ExtensionUse;
import io.maillite.smtp.LineEndings;
import io.maillite.smtp.Protocol;
import io.maillite.wire.ProxySettings;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What {@code camel.component.smtplite.*} says: every option of the component, with the component's own words. An
 * option that is not written is {@code null} and is left alone: the component tells what was said from what was not
 * (LMTP wants tls said if {@code delete} was written). The defaults that an IDE shows stand in the additional metadata.
 *
 * <p>A property that is none is an error. A bean is named by {@code #name}.
 */
@ConfigurationProperties(prefix = "camel.component.smtplite", ignoreUnknownFields = false)
public class SmtpLiteComponentConfiguration extends ComponentConfigurationPropertiesCommon {
    /**
     * How to introduce ourselves to the server: a host's name, or an address in brackets. This host's name by default.
     */
    private @Nullable String localHostName;

    /**
     * SMTP, or LMTP to the server that keeps the mailboxes, with a final reply for each recipient. With LMTP write tls
     * too.
     */
    private @Nullable Protocol protocol;

    /**
     * What becomes of a message with octets over 127 where the server does not offer 8BITMIME: it is refused before
     * anything is sent (REJECT), or sent as it is (SEND).
     */
    private @Nullable EightBit eightBit;

    /**
     * The reverse-path of the envelope; an empty angle pair is the null sender. The header CamelSmtpLiteFrom overrides
     * it.
     */
    private @Nullable String from;

    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause
     * the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled
     * during routing messages via Camel's routing error handlers. Beware that when the first message is processed then
     * creating and starting the producer may take a little time and prolong the total processing time of the
     * processing.
     */
    private @Nullable Boolean lazyStartProducer;

    /**
     * What becomes of a CR or an LF that stands alone: it becomes CRLF (NORMALIZE), the message is refused before
     * anything is sent (REJECT), or it stays, which takes a server with CHUNKING and BINARYMIME (PRESERVE).
     */
    private @Nullable LineEndings lineEndings;

    /**
     * ESMTP parameters of the message (RET, ENVID, REQUIRETLS, BY, HOLDFOR, MT-PRIORITY and others): NAME=value
     * NAME=value, or a map. Values as they are meant. The header CamelSmtpLiteMailParameters overrides them.
     */
    private @Nullable String mailParameters;

    /**
     * What it is when some recipients got the message and others were refused: a failure, of which a redelivery goes to
     * the rest only (FAIL), or a success with the refused in a header and a warning (ACCEPT).
     */
    private @Nullable PartialDelivery partialDelivery;

    /**
     * ESMTP parameters of each recipient (NOTIFY, ORCPT): NAME=value NAME=value, or a map; in a map, an address may
     * stand for a map of its own. Values as they are meant. The header CamelSmtpLiteRecipientParameters overrides them.
     */
    private @Nullable String recipientParameters;

    /** Whether one refused recipient is enough to send nothing to anybody. Not with protocol=LMTP. */
    private @Nullable Boolean requireAllRecipients;

    /** The recipients of the envelope, separated by commas. The header CamelSmtpLiteTo overrides it. */
    private @Nullable String to;

    /** How long to wait for a free connection. */
    private @Nullable Duration acquireTimeout;

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets
     * configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection
     * factories, AWS Clients, etc.
     */
    private @Nullable Boolean autowiredEnabled;

    /** Whether to send messages by BDAT: if the server offers CHUNKING (AUTO), or never (OFF). */
    private @Nullable ExtensionUse chunking;

    /**
     * The options that every endpoint of this component starts from. The name of a bean, #name, of type
     * io.maillite.camel.smtp.SmtpLiteConfiguration.
     */
    private @Nullable String configuration;

    /** How long to try to connect, over all addresses of the host. */
    private @Nullable Duration connectTimeout;

    /** How long to wait for the reply to the end of a message. */
    private @Nullable Duration dataTimeout;

    /** How long a connection may be idle before it is ended with QUIT. */
    private @Nullable Duration idleTimeout;

    /** Address of this machine to connect from. */
    private @Nullable String localAddress;

    /** How many connections to the server at most, over all routes that use this endpoint. */
    private @Nullable Integer maxConnections;

    /** How many messages to send over a connection before it is ended with QUIT and replaced. */
    private @Nullable Integer maxMessagesPerConnection;

    /**
     * Whether to send commands before those in front of them are answered: if the server offers PIPELINING (AUTO), or
     * never (OFF).
     */
    private @Nullable ExtensionUse pipelining;

    /** How long the server may be silent, and how long a whole reply may take. */
    private @Nullable Duration readTimeout;

    /**
     * A body that can be read only once is kept before it is sent: in memory up to so many octets, else in a temporary
     * file.
     */
    private @Nullable Long spoolThreshold;

    /** How long to wait for a server that stops reading what is sent. */
    private @Nullable Duration writeTimeout;

    /** Used for enabling or disabling all consumer based health checks from this component */
    private @Nullable Boolean healthCheckConsumerEnabled;

    /**
     * Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by default
     * disabled all producer based health-checks. You can turn on producer checks globally by setting
     * camel.health.producersEnabled=true.
     */
    private @Nullable Boolean healthCheckProducerEnabled;

    /**
     * What to log of the dialogue with the server: nothing (0), commands and replies (1), message content too (2).
     * Credentials never appear.
     */
    private @Nullable Integer traceLevel;

    /** Name or address of the proxy. */
    private @Nullable String proxyHost;

    /** Password of the account at the proxy. */
    private @Nullable String proxyPassword;

    /** Port of the proxy. */
    private @Nullable Integer proxyPort;

    /** What kind of proxy to connect through. */
    private ProxySettings.@Nullable Type proxyType;

    /** Name of the account at the proxy. */
    private @Nullable String proxyUsername;

    /** OAuth 2 bearer token, in place of a password. */
    private @Nullable String accessToken;

    /**
     * A bean that gives an OAuth 2 bearer token that is valid now; asked at each login. The name of a bean, #name, of
     * type java.util.function.Supplier.
     */
    private @Nullable String accessTokenProvider;

    /**
     * How to log in. AUTO takes the strongest that the server offers of SCRAM-SHA-256-PLUS, SCRAM-SHA-256,
     * SCRAM-SHA-1-PLUS, SCRAM-SHA-1, PLAIN, LOGIN and USER (USER and PASS, POP3 only), and with a token of OAUTHBEARER
     * and XOAUTH2. Any other is used as named, or the login fails. APOP (POP3 only), CRAM-MD5 and EXTERNAL are used
     * only when named.
     */
    private @Nullable String authMechanism;

    /** Whether the name in the server's certificate must be the host's. */
    private @Nullable Boolean hostnameVerification;

    /** Client id for the client-credentials flow. */
    private @Nullable String oauth2ClientId;

    /** Client secret for the client-credentials flow. */
    private @Nullable String oauth2ClientSecret;

    /** Scope to ask for in the client-credentials flow. */
    private @Nullable String oauth2Scope;

    /** HTTPS address of the OAuth 2 token endpoint, for tokens by the client-credentials flow (Microsoft 365). */
    private @Nullable String oauth2TokenEndpoint;

    /** Password of the account. */
    private @Nullable String password;

    /**
     * TLS parameters; the trust and the protocols of the JDK without them. The name of a bean, #name, of type
     * org.apache.camel.support.jsse.SSLContextParameters.
     */
    private @Nullable String sslContextParameters;

    /**
     * How the connection is secured: TLS from the first octet (IMPLICIT), upgraded to TLS or failed (STARTTLS), or in
     * clear (NONE).
     */
    private @Nullable TlsMode tls;

    /** Whether an endpoint without sslContextParameters uses those of the Camel context. */
    private @Nullable Boolean useGlobalSslContextParameters;

    /** Name of the account. */
    private @Nullable String username;

    public @Nullable String getLocalHostName() {
        return localHostName;
    }

    public void setLocalHostName(@Nullable String localHostName) {
        this.localHostName = localHostName;
    }

    public @Nullable Protocol getProtocol() {
        return protocol;
    }

    public void setProtocol(@Nullable Protocol protocol) {
        this.protocol = protocol;
    }

    public @Nullable EightBit getEightBit() {
        return eightBit;
    }

    public void setEightBit(@Nullable EightBit eightBit) {
        this.eightBit = eightBit;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from;
    }

    public @Nullable Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(@Nullable Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public @Nullable LineEndings getLineEndings() {
        return lineEndings;
    }

    public void setLineEndings(@Nullable LineEndings lineEndings) {
        this.lineEndings = lineEndings;
    }

    public @Nullable String getMailParameters() {
        return mailParameters;
    }

    public void setMailParameters(@Nullable String mailParameters) {
        this.mailParameters = mailParameters;
    }

    public @Nullable PartialDelivery getPartialDelivery() {
        return partialDelivery;
    }

    public void setPartialDelivery(@Nullable PartialDelivery partialDelivery) {
        this.partialDelivery = partialDelivery;
    }

    public @Nullable String getRecipientParameters() {
        return recipientParameters;
    }

    public void setRecipientParameters(@Nullable String recipientParameters) {
        this.recipientParameters = recipientParameters;
    }

    public @Nullable Boolean getRequireAllRecipients() {
        return requireAllRecipients;
    }

    public void setRequireAllRecipients(@Nullable Boolean requireAllRecipients) {
        this.requireAllRecipients = requireAllRecipients;
    }

    public @Nullable String getTo() {
        return to;
    }

    public void setTo(@Nullable String to) {
        this.to = to;
    }

    public @Nullable Duration getAcquireTimeout() {
        return acquireTimeout;
    }

    public void setAcquireTimeout(@Nullable Duration acquireTimeout) {
        this.acquireTimeout = acquireTimeout;
    }

    public @Nullable Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(@Nullable Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public @Nullable ExtensionUse getChunking() {
        return chunking;
    }

    public void setChunking(@Nullable ExtensionUse chunking) {
        this.chunking = chunking;
    }

    public @Nullable String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(@Nullable String configuration) {
        this.configuration = configuration;
    }

    public @Nullable Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(@Nullable Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public @Nullable Duration getDataTimeout() {
        return dataTimeout;
    }

    public void setDataTimeout(@Nullable Duration dataTimeout) {
        this.dataTimeout = dataTimeout;
    }

    public @Nullable Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(@Nullable Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public @Nullable String getLocalAddress() {
        return localAddress;
    }

    public void setLocalAddress(@Nullable String localAddress) {
        this.localAddress = localAddress;
    }

    public @Nullable Integer getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(@Nullable Integer maxConnections) {
        this.maxConnections = maxConnections;
    }

    public @Nullable Integer getMaxMessagesPerConnection() {
        return maxMessagesPerConnection;
    }

    public void setMaxMessagesPerConnection(@Nullable Integer maxMessagesPerConnection) {
        this.maxMessagesPerConnection = maxMessagesPerConnection;
    }

    public @Nullable ExtensionUse getPipelining() {
        return pipelining;
    }

    public void setPipelining(@Nullable ExtensionUse pipelining) {
        this.pipelining = pipelining;
    }

    public @Nullable Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(@Nullable Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    public @Nullable Long getSpoolThreshold() {
        return spoolThreshold;
    }

    public void setSpoolThreshold(@Nullable Long spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }

    public @Nullable Duration getWriteTimeout() {
        return writeTimeout;
    }

    public void setWriteTimeout(@Nullable Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    public @Nullable Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    public void setHealthCheckConsumerEnabled(@Nullable Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    public @Nullable Boolean getHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    public void setHealthCheckProducerEnabled(@Nullable Boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public @Nullable Integer getTraceLevel() {
        return traceLevel;
    }

    public void setTraceLevel(@Nullable Integer traceLevel) {
        this.traceLevel = traceLevel;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public ProxySettings.@Nullable Type getProxyType() {
        return proxyType;
    }

    public void setProxyType(ProxySettings.@Nullable Type proxyType) {
        this.proxyType = proxyType;
    }

    public @Nullable String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(@Nullable String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public @Nullable String getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(@Nullable String accessToken) {
        this.accessToken = accessToken;
    }

    public @Nullable String getAccessTokenProvider() {
        return accessTokenProvider;
    }

    public void setAccessTokenProvider(@Nullable String accessTokenProvider) {
        this.accessTokenProvider = accessTokenProvider;
    }

    public @Nullable String getAuthMechanism() {
        return authMechanism;
    }

    public void setAuthMechanism(@Nullable String authMechanism) {
        this.authMechanism = authMechanism;
    }

    public @Nullable Boolean getHostnameVerification() {
        return hostnameVerification;
    }

    public void setHostnameVerification(@Nullable Boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public @Nullable String getOauth2ClientId() {
        return oauth2ClientId;
    }

    public void setOauth2ClientId(@Nullable String oauth2ClientId) {
        this.oauth2ClientId = oauth2ClientId;
    }

    public @Nullable String getOauth2ClientSecret() {
        return oauth2ClientSecret;
    }

    public void setOauth2ClientSecret(@Nullable String oauth2ClientSecret) {
        this.oauth2ClientSecret = oauth2ClientSecret;
    }

    public @Nullable String getOauth2Scope() {
        return oauth2Scope;
    }

    public void setOauth2Scope(@Nullable String oauth2Scope) {
        this.oauth2Scope = oauth2Scope;
    }

    public @Nullable String getOauth2TokenEndpoint() {
        return oauth2TokenEndpoint;
    }

    public void setOauth2TokenEndpoint(@Nullable String oauth2TokenEndpoint) {
        this.oauth2TokenEndpoint = oauth2TokenEndpoint;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable String sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable TlsMode getTls() {
        return tls;
    }

    public void setTls(@Nullable TlsMode tls) {
        this.tls = tls;
    }

    public @Nullable Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(@Nullable Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }
}
