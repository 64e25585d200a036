package io.maillite.wire;

import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server and how long to wait for it. Immutable; each {@code with…} gives a changed copy.
 *
 * @param host name or address
 * @param port 1 to 65535, or 0 for the protocol's own, which depends on {@code tls}
 * @param tls how the connection is secured
 * @param sslContext what to trust and to present, or null for the JDK's default
 * @param hostnameVerification whether the certificate must name the host (RFC 2818 section 3.1)
 * @param connectTimeout bound on connecting, over all addresses of the host
 * @param readTimeout bound on silence, and on each reply as a whole
 * @param writeTimeout bound on a peer that does not take what is sent
 * @param localAddress address to connect from, or null for any
 * @param proxy what to connect through, or null
 * @param traceLevel {@link Trace#NONE}, {@link Trace#COMMANDS} or {@link Trace#CONTENT}
 */
public record ConnectionSettings(
        String host,
        int port,
        TlsMode tls,
        @Nullable SSLContext sslContext,
        boolean hostnameVerification,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        @Nullable String localAddress,
        @Nullable ProxySettings proxy,
        int traceLevel) {

    /** Checks that every wait has an end. */
    public ConnectionSettings {
        new ServerAddress(host, port == 0 ? 1 : port); // refuses what is none
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("readTimeout", readTimeout);
        requirePositive("writeTimeout", writeTimeout);
        if (traceLevel < Trace.NONE || traceLevel > Trace.CONTENT) {
            throw new IllegalArgumentException("traceLevel is 0, 1 or 2, not " + traceLevel);
        }
    }

    /** Implicit TLS, verified, with time-outs of 30 s (connect), 60 s (read) and 60 s (write). */
    public static ConnectionSettings to(String host) {
        return new ConnectionSettings(
                host,
                0,
                TlsMode.IMPLICIT,
                null,
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                null,
                null,
                Trace.NONE);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be more than 0 (every wait has an end), not " + value);
        }
    }

    /** @param port 1 to 65535, or 0 for the protocol's own */
    public ConnectionSettings withPort(int port) {
        return with(draft -> draft.port = port);
    }

    /** @param tls how the connection is secured */
    public ConnectionSettings withTls(TlsMode tls) {
        return with(draft -> draft.tls = tls);
    }

    /** @param sslContext what to trust and to present, or null for the JDK's default */
    public ConnectionSettings withSslContext(@Nullable SSLContext sslContext) {
        return with(draft -> draft.sslContext = sslContext);
    }

    /** @param hostnameVerification whether the certificate must name the host */
    public ConnectionSettings withHostnameVerification(boolean hostnameVerification) {
        return with(draft -> draft.hostnameVerification = hostnameVerification);
    }

    /** @param connectTimeout more than 0, over all addresses of the host */
    public ConnectionSettings withConnectTimeout(Duration connectTimeout) {
        return with(draft -> draft.connectTimeout = connectTimeout);
    }

    /** @param readTimeout more than 0: of silence, and of each reply as a whole */
    public ConnectionSettings withReadTimeout(Duration readTimeout) {
        return with(draft -> draft.readTimeout = readTimeout);
    }

    /** @param writeTimeout more than 0 */
    public ConnectionSettings withWriteTimeout(Duration writeTimeout) {
        return with(draft -> draft.writeTimeout = writeTimeout);
    }

    /** @param localAddress address to connect from, or null for any */
    public ConnectionSettings withLocalAddress(@Nullable String localAddress) {
        return with(draft -> draft.localAddress = localAddress);
    }

    /** @param proxy what to connect through, or null */
    public ConnectionSettings withProxy(@Nullable ProxySettings proxy) {
        return with(draft -> draft.proxy = proxy);
    }

    /** @param traceLevel 0 none, 1 commands and replies, 2 message content too */
    public ConnectionSettings withTraceLevel(int traceLevel) {
        return with(draft -> draft.traceLevel = traceLevel);
    }

    private ConnectionSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toSettings();
    }

    /** One that is being changed. */
    private static final class Draft {
        private final String host;
        private int port;
        private TlsMode tls;
        private @Nullable SSLContext sslContext;
        private boolean hostnameVerification;
        private Duration connectTimeout;
        private Duration readTimeout;
        private Duration writeTimeout;
        private @Nullable String localAddress;
        private @Nullable ProxySettings proxy;
        private int traceLevel;

        private Draft(ConnectionSettings of) {
            host = of.host;
            port = of.port;
            tls = of.tls;
            sslContext = of.sslContext;
            hostnameVerification = of.hostnameVerification;
            connectTimeout = of.connectTimeout;
            readTimeout = of.readTimeout;
            writeTimeout = of.writeTimeout;
            localAddress = of.localAddress;
            proxy = of.proxy;
            traceLevel = of.traceLevel;
        }

        private ConnectionSettings toSettings() {
            return new ConnectionSettings(
                    host,
                    port,
                    tls,
                    sslContext,
                    hostnameVerification,
                    connectTimeout,
                    readTimeout,
                    writeTimeout,
                    localAddress,
                    proxy,
                    traceLevel);
        }
    }
}
