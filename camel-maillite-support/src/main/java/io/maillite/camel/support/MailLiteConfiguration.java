package io.maillite.camel.support;

import io.maillite.sasl.AuthMechanism;
import io.maillite.sasl.Authentication;
import io.maillite.sasl.Credentials;
import io.maillite.wire.ConnectionSettings;
import io.maillite.wire.ProxySettings;
import io.maillite.wire.ServerAddress;
import io.maillite.wire.TlsMode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options that both components have, with the same names and the same meaning, and what they come to: how to
 * connect and how to log in.
 *
 * <p>Descriptions stand in the annotations, because Camel's generator does not read the Javadoc of another module. An
 * option whose default differs by protocol is declared by each component's own configuration, so that its metadata can
 * say so.
 */
@UriParams
public abstract class MailLiteConfiguration implements Cloneable {
    /** What no name and no address of a host has another character than. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%\\[\\]-]+");

    @UriPath(description = "Name or address of the server (an IPv6 address in brackets).")
    @Metadata(required = true)
    private @Nullable String host;

    @UriPath(
            description = "Port of the server.",
            defaultValueNote = "by protocol and tls: the port that is registered for it")
    private int port;

    @UriParam(label = "security", description = "Name of the account.")
    private @Nullable String username;

    @UriParam(label = "security", secret = true, description = "Password of the account.")
    private @Nullable String password;

    @UriParam(
            label = "security",
            defaultValue = "AUTO",
            enums = "AUTO,SCRAM-SHA-256-PLUS,SCRAM-SHA-256,SCRAM-SHA-1-PLUS,SCRAM-SHA-1,PLAIN,LOGIN,USER,OAUTHBEARER,"
                    + "XOAUTH2,APOP,CRAM-MD5,EXTERNAL",
            description = "How to log in. AUTO takes the strongest that the server offers of SCRAM-SHA-256-PLUS,"
                    + " SCRAM-SHA-256, SCRAM-SHA-1-PLUS, SCRAM-SHA-1, PLAIN, LOGIN and USER (USER and PASS, POP3 only), and"
                    + " with a token of OAUTHBEARER and XOAUTH2. Any other is used as named, or the login fails. APOP (POP3"
                    + " only), CRAM-MD5 and EXTERNAL are used only when named.")
    private String authMechanism = "AUTO";

    @UriParam(label = "security", secret = true, description = "OAuth 2 bearer token, in place of a password.")
    private @Nullable String accessToken;

    @UriParam(
            label = "security",
            description = "A bean that gives an OAuth 2 bearer token that is valid now; asked at each login.")
    private @Nullable Supplier<String> accessTokenProvider;

    @UriParam(
            label = "security",
            description = "HTTPS address of the OAuth 2 token endpoint, for tokens by the client-credentials flow"
                    + " (Microsoft 365).")
    private @Nullable String oauth2TokenEndpoint;

    @UriParam(label = "security", description = "Client id for the client-credentials flow.")
    private @Nullable String oauth2ClientId;

    @UriParam(label = "security", secret = true, description = "Client secret for the client-credentials flow.")
    private @Nullable String oauth2ClientSecret;

    @UriParam(label = "security", description = "Scope to ask for in the client-credentials flow.")
    private @Nullable String oauth2Scope;

    @UriParam(
            label = "security",
            defaultValue = "IMPLICIT",
            description =
                    "How the connection is secured: TLS from the first octet (IMPLICIT), upgraded to TLS or failed"
                            + " (STARTTLS), or in clear (NONE).")
    private @Nullable TlsMode tls;

    @UriParam(label = "security", description = "TLS parameters; the trust and the protocols of the JDK without them.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security",
            defaultValue = "true",
            description = "Whether the name in the server's certificate must be the host's.")
    private boolean hostnameVerification = true;

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            description = "How long to try to connect, over all addresses of the host.")
    private Duration connectTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            description = "How long to wait for a server that stops reading what is sent.")
    private Duration writeTimeout = Duration.ofSeconds(60);

    @UriParam(label = "advanced", description = "Address of this machine to connect from.")
    private @Nullable String localAddress;

    @UriParam(label = "proxy", description = "What kind of proxy to connect through.")
    private ProxySettings.@Nullable Type proxyType;

    @UriParam(label = "proxy", description = "Name or address of the proxy.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "Port of the proxy.")
    private int proxyPort;

    @UriParam(label = "proxy", description = "Name of the account at the proxy.")
    private @Nullable String proxyUsername;

    @UriParam(label = "proxy", secret = true, description = "Password of the account at the proxy.")
    private @Nullable String proxyPassword;

    @UriParam(
            label = "logging",
            defaultValue = "0",
            enums = "0,1,2",
            description = "What to log of the dialogue with the server: nothing (0), commands and replies (1),"
                    + " message content too (2). Credentials never appear.")
    private int traceLevel;

    protected MailLiteConfiguration() {}

    /** A copy of its own, for an endpoint that starts from its component's defaults. */
    protected MailLiteConfiguration duplicate() {
        try {
            return (MailLiteConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("this class is Cloneable", e);
        }
    }

    // ---- what they come to

    /** How long the server may be silent; the protocols differ in what is usual. */
    public abstract Duration getReadTimeout();

    /**
     * How to connect.
     *
     * @throws IllegalArgumentException if an option is wrong, or does not fit another
     */
    protected ConnectionSettings connectionSettings(CamelContext context) {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host is missing: name the mail server, as in scheme:mail.example.org");
        }
        if (localAddress != null && !HOST.matcher(localAddress).matches()) {
            throw new IllegalArgumentException("localAddress=" + localAddress + " is no address of this machine");
        }
        return new ConnectionSettings(
                host,
                port,
                tlsMode(),
                sslContext(context),
                hostnameVerification,
                connectTimeout,
                getReadTimeout(),
                writeTimeout,
                localAddress,
                proxy(),
                traceLevel);
    }

    /** How the connection is secured: {@link TlsMode#IMPLICIT} if nothing was said. */
    protected TlsMode tlsMode() {
        return tls == null ? TlsMode.IMPLICIT : tls;
    }

    private @Nullable SSLContext sslContext(CamelContext context) {
        if (sslContextParameters == null || tlsMode() == TlsMode.NONE) {
            return null;
        }
        try {
            return sslContextParameters.createSSLContext(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("sslContextParameters cannot be used: " + e.getMessage(), e);
        }
    }

    private @Nullable ProxySettings proxy() {
        if (proxyType == null) {
            if (proxyHost != null || proxyPort != 0 || proxyUsername != null || proxyPassword != null) {
                throw new IllegalArgumentException("proxyType is missing: SOCKS5 or HTTP");
            }
            return null;
        }
        if (proxyHost == null || proxyPort == 0) {
            throw new IllegalArgumentException("proxyHost and proxyPort are needed with proxyType=" + proxyType);
        }
        return new ProxySettings(proxyType, new ServerAddress(proxyHost, proxyPort), proxyUsername, proxyPassword);
    }

    /**
     * How to log in; empty if no credentials are given. An endpoint asks once: its tokens are kept there.
     *
     * @throws IllegalArgumentException if an option is wrong, or does not fit another
     */
    protected Optional<MailLogin> login() {
        AuthMechanism mechanism = AuthMechanism.of(authMechanism);
        ClientCredentials flow = clientCredentials();
        Supplier<String> token = token(flow);
        if (token != null) {
            if (password != null) {
                throw new IllegalArgumentException("Give a password or an access token, not both");
            }
            if (username == null) {
                throw new IllegalArgumentException("username is missing: whose mailbox the access token is for");
            }
            return Optional.of(new MailLogin(new Authentication(Credentials.token(username, token), mechanism), flow));
        }
        return passwordOrConnection(mechanism)
                .map(credentials -> new MailLogin(new Authentication(credentials, mechanism), null));
    }

    private Optional<Credentials> passwordOrConnection(AuthMechanism mechanism) {
        if (mechanism == AuthMechanism.EXTERNAL) {
            return Optional.of(Credentials.external(username == null ? "" : username));
        }
        if (username != null && password != null) {
            return Optional.of(Credentials.password(username, password));
        }
        if (username != null) {
            throw new IllegalArgumentException("password is missing (or an access token)");
        }
        if (password != null) {
            throw new IllegalArgumentException("username is missing: whose password it is");
        }
        if (mechanism != AuthMechanism.AUTO) {
            throw new IllegalArgumentException("authMechanism=" + authMechanism + " needs credentials");
        }
        return Optional.empty();
    }

    private @Nullable ClientCredentials clientCredentials() {
        if (oauth2TokenEndpoint != null) {
            return ClientCredentials.of(oauth2TokenEndpoint, oauth2ClientId, oauth2ClientSecret, oauth2Scope);
        }
        if (oauth2ClientId != null || oauth2ClientSecret != null || oauth2Scope != null) {
            throw new IllegalArgumentException("oauth2TokenEndpoint is missing: where to ask for the token");
        }
        return null;
    }

    private @Nullable Supplier<String> token(@Nullable ClientCredentials flow) {
        List<Supplier<String>> sources = new ArrayList<>();
        String fixed = accessToken;
        if (fixed != null) {
            sources.add(() -> fixed);
        }
        if (accessTokenProvider != null) {
            sources.add(accessTokenProvider);
        }
        if (flow != null) {
            sources.add(flow);
        }
        if (sources.size() > 1) {
            throw new IllegalArgumentException(
                    "Give one of accessToken, accessTokenProvider and oauth2TokenEndpoint, not several");
        }
        return sources.isEmpty() ? null : sources.get(0);
    }

    // ---- the options

    public @Nullable String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public String getAuthMechanism() {
        return authMechanism;
    }

    public void setAuthMechanism(String authMechanism) {
        this.authMechanism = authMechanism;
    }

    public @Nullable String getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(@Nullable String accessToken) {
        this.accessToken = accessToken;
    }

    public @Nullable Supplier<String> getAccessTokenProvider() {
        return accessTokenProvider;
    }

    public void setAccessTokenProvider(@Nullable Supplier<String> accessTokenProvider) {
        this.accessTokenProvider = accessTokenProvider;
    }

    public @Nullable String getOauth2TokenEndpoint() {
        return oauth2TokenEndpoint;
    }

    public void setOauth2TokenEndpoint(@Nullable String oauth2TokenEndpoint) {
        this.oauth2TokenEndpoint = oauth2TokenEndpoint;
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

    public @Nullable TlsMode getTls() {
        return tls;
    }

    public void setTls(@Nullable TlsMode tls) {
        this.tls = tls;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isHostnameVerification() {
        return hostnameVerification;
    }

    public void setHostnameVerification(boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getWriteTimeout() {
        return writeTimeout;
    }

    public void setWriteTimeout(Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    public @Nullable String getLocalAddress() {
        return localAddress;
    }

    public void setLocalAddress(@Nullable String localAddress) {
        this.localAddress = localAddress;
    }

    public ProxySettings.@Nullable Type getProxyType() {
        return proxyType;
    }

    public void setProxyType(ProxySettings.@Nullable Type proxyType) {
        this.proxyType = proxyType;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(@Nullable String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public @Nullable String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public int getTraceLevel() {
        return traceLevel;
    }

    public void setTraceLevel(int traceLevel) {
        this.traceLevel = traceLevel;
    }
}
