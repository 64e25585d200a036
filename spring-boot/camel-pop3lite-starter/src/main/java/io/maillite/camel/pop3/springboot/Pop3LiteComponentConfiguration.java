package io.maillite.camel.pop3.springboot;

import io.maillite.camel.pop3.Fetch;
import io.maillite.camel.pop3.Pop3Operation;
import io.maillite.pop3.Pipelining;
import io.maillite.wire.ProxySettings;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What {@code camel.component.pop3lite.*} says: every option of the component, with the component's own words. An
 * option that is not written is {@code null} and is left alone: the component tells what was said from what was not (a
 * mailbox is only emptied by its headers if {@code delete} was written). The defaults that an IDE shows stand in the
 * additional metadata.
 *
 * <p>A property that is none is an error. A bean is named by {@code #name}.
 */
@ConfigurationProperties(prefix = "camel.component.pop3lite", ignoreUnknownFields = false)
public class Pop3LiteComponentConfiguration extends ComponentConfigurationPropertiesCommon {
    /** Whether to copy the mail's own header fields to Camel headers. Whoever sends the mail names them. */
    private @Nullable Boolean mapHeaders;

    /**
     * A message of more octets is left on the server and not asked for again, with one warning (a producer fails); 0 is
     * any size.
     */
    private @Nullable Long maxMessageSize;

    /** With fetch=HEADERS and operation=TOP, how many lines of the body to fetch with the headers. */
    private @Nullable Integer topLines;

    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible)
     * occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a
     * message and handled by the routing Error Handler. Important: This is only possible if the 3rd party component
     * allows Camel to be alerted if an exception was thrown. Some components handle this internally only, and therefore
     * bridgeErrorHandler is not possible. In other situations we may improve the Camel component to hook into the 3rd
     * party component and make this possible for future releases. By default the consumer will use the
     * org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN or ERROR level and
     * ignored.
     */
    private @Nullable Boolean bridgeErrorHandler;

    /** How many exchanges of one session to process in parallel; 1 keeps the order of the mailbox. */
    private @Nullable Integer concurrentConsumers;

    /**
     * Whether to mark each message whose exchange has completed with DELE, and to remove it with QUIT. Otherwise it is
     * left on the server, and never delivered again.
     */
    private @Nullable Boolean delete;

    /** Whether to fetch whole messages (FULL) or their headers alone (HEADERS, by TOP); delete must then be written. */
    private @Nullable Fetch fetch;

    /**
     * Remembers the messages that were processed and not yet seen gone, by account, server and unique-id. One that
     * outlives the process (file, database) keeps a message from being delivered twice after a crash. In memory by
     * default. The name of a bean, #name, of type org.apache.camel.spi.IdempotentRepository.
     */
    private @Nullable String idempotentRepository;

    /**
     * After how many failed exchanges a message is left alone on the server until the route restarts, with one warning;
     * 0 is never.
     */
    private @Nullable Integer maxAttempts;

    /**
     * How many messages to deliver in one session at most; 0 is all. With greedy=true the next session follows at once,
     * which bounds what one lost connection can repeat.
     */
    private @Nullable Integer maxMessagesPerPoll;

    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause
     * the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled
     * during routing messages via Camel's routing error handlers. Beware that when the first message is processed then
     * creating and starting the producer may take a little time and prolong the total processing time of the
     * processing.
     */
    private @Nullable Boolean lazyStartProducer;

    /** What to() does, in a session of its own: a command of POP3. The header CamelPop3LiteOperation overrides it. */
    private @Nullable Pop3Operation operation;

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets
     * configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection
     * factories, AWS Clients, etc.
     */
    private @Nullable Boolean autowiredEnabled;

    /**
     * The options that every endpoint of this component starts from. The name of a bean, #name, of type
     * io.maillite.camel.pop3.Pop3LiteConfiguration.
     */
    private @Nullable String configuration;

    /** How long to try to connect, over all addresses of the host. */
    private @Nullable Duration connectTimeout;

    /** Address of this machine to connect from. */
    private @Nullable String localAddress;

    /** How many messages a mailbox may list; more are an error. */
    private @Nullable Integer maxListing;

    /**
     * Whether to send commands before those in front of them are answered: if the server says that it can (AUTO),
     * always (ON), or never (OFF).
     */
    private @Nullable Pipelining pipelining;

    /** How many messages to ask for ahead of the route at most. */
    private @Nullable Integer prefetch;

    /**
     * How many octets to ask for ahead of the route at most, by the sizes that the server lists. One message always may
     * be.
     */
    private @Nullable Long prefetchSize;

    /** How long to wait for the answer to QUIT, while the server removes the messages. */
    private @Nullable Duration quitTimeout;

    /**
     * How long the server may be silent, and how long a whole reply may take; a listing or a message may take longer as
     * a whole, as long as it comes at 1 KiB/s on average.
     */
    private @Nullable Duration readTimeout;

    /** A message of more octets goes to a temporary file while it arrives. */
    private @Nullable Long spoolThreshold;

    /** Whether to ask for UTF-8 mode (RFC 6856) where the server offers it. */
    private @Nullable Boolean utf8;

    /** How long to wait for a server that stops reading what is sent. */
    private @Nullable Duration writeTimeout;

    /**
     * Which of the mail's own header fields become Camel headers, with mapHeaders=true. None of them ever sets a Camel
     * header. The name of a bean, #name, of type org.apache.camel.spi.HeaderFilterStrategy.
     */
    private @Nullable String headerFilterStrategy;

    /**
     * What to log of the dialogue with the server: nothing (0), commands and replies (1), message content too (2).
     * Credentials never appear.
     */
    private @Nullable Integer traceLevel;

    /**
     * So many threads poll all mailboxes of this component; a poll that takes long, because its server hangs or its
     * mailbox is full, lends its place to another, so there are at most twice as many. 0: a thread for each mailbox,
     * Camel's own way. An endpoint with a scheduler or scheduledExecutorService of its own is polled by that.
     */
    private @Nullable Integer pollThreads;

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

    public @Nullable Boolean getMapHeaders() {
        return mapHeaders;
    }

    public void setMapHeaders(@Nullable Boolean mapHeaders) {
        this.mapHeaders = mapHeaders;
    }

    public @Nullable Long getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(@Nullable Long maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public @Nullable Integer getTopLines() {
        return topLines;
    }

    public void setTopLines(@Nullable Integer topLines) {
        this.topLines = topLines;
    }

    public @Nullable Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(@Nullable Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public @Nullable Integer getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(@Nullable Integer concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public @Nullable Boolean getDelete() {
        return delete;
    }

    public void setDelete(@Nullable Boolean delete) {
        this.delete = delete;
    }

    public @Nullable Fetch getFetch() {
        return fetch;
    }

    public void setFetch(@Nullable Fetch fetch) {
        this.fetch = fetch;
    }

    public @Nullable String getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(@Nullable String idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public @Nullable Integer getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(@Nullable Integer maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public @Nullable Integer getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(@Nullable Integer maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public @Nullable Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(@Nullable Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public @Nullable Pop3Operation getOperation() {
        return operation;
    }

    public void setOperation(@Nullable Pop3Operation operation) {
        this.operation = operation;
    }

    public @Nullable Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(@Nullable Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
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

    public @Nullable String getLocalAddress() {
        return localAddress;
    }

    public void setLocalAddress(@Nullable String localAddress) {
        this.localAddress = localAddress;
    }

    public @Nullable Integer getMaxListing() {
        return maxListing;
    }

    public void setMaxListing(@Nullable Integer maxListing) {
        this.maxListing = maxListing;
    }

    public @Nullable Pipelining getPipelining() {
        return pipelining;
    }

    public void setPipelining(@Nullable Pipelining pipelining) {
        this.pipelining = pipelining;
    }

    public @Nullable Integer getPrefetch() {
        return prefetch;
    }

    public void setPrefetch(@Nullable Integer prefetch) {
        this.prefetch = prefetch;
    }

    public @Nullable Long getPrefetchSize() {
        return prefetchSize;
    }

    public void setPrefetchSize(@Nullable Long prefetchSize) {
        this.prefetchSize = prefetchSize;
    }

    public @Nullable Duration getQuitTimeout() {
        return quitTimeout;
    }

    public void setQuitTimeout(@Nullable Duration quitTimeout) {
        this.quitTimeout = quitTimeout;
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

    public @Nullable Boolean getUtf8() {
        return utf8;
    }

    public void setUtf8(@Nullable Boolean utf8) {
        this.utf8 = utf8;
    }

    public @Nullable Duration getWriteTimeout() {
        return writeTimeout;
    }

    public void setWriteTimeout(@Nullable Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    public @Nullable String getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    public void setHeaderFilterStrategy(@Nullable String headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }

    public @Nullable Integer getTraceLevel() {
        return traceLevel;
    }

    public void setTraceLevel(@Nullable Integer traceLevel) {
        this.traceLevel = traceLevel;
    }

    public @Nullable Integer getPollThreads() {
        return pollThreads;
    }

    public void setPollThreads(@Nullable Integer pollThreads) {
        this.pollThreads = pollThreads;
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
