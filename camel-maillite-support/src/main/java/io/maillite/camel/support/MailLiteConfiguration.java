package io.maillite.camel.support;

import java.time.Duration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options that both components have, with the same names and the same meaning.
 *
 * <p>Descriptions stand in the annotations, because Camel's generator does not read the Javadoc of another module. An
 * option whose default differs by protocol is declared by each component's own configuration, so that its metadata can
 * say so.
 */
@UriParams
public abstract class MailLiteConfiguration implements Cloneable {
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

    public int getTraceLevel() {
        return traceLevel;
    }

    public void setTraceLevel(int traceLevel) {
        this.traceLevel = traceLevel;
    }
}
