package io.maillite.camel.support;

import io.maillite.sasl.AuthMechanism;
import io.maillite.wire.ProxySettings;
import io.maillite.wire.TlsMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.URISupport;

/**
 * The URI of an endpoint, option by option, for routes in Java: what {@code from()} and {@code to()} take in place of a
 * text. Each method sets the option of its name, as the component's page describes it. A text may hold property
 * placeholders, or name a bean ({@code #bean:name}).
 *
 * <p>In {@code toD()} Camel fills in what {@code ${…}} gives when the URI is written: it is read as a part of the URI,
 * and can bring options of its own. So it must be nothing that a message says; for that there are the headers of the
 * component.
 *
 * <p>The interface is in camel-core-model, as routes in Java are: without these it is not needed, and nobody else knows
 * this class.
 *
 * @param <B> the builder of one component
 */
public abstract class MailEndpointBuilder<B extends MailEndpointBuilder<B>> implements EndpointProducerBuilder {
    /** What may stand in a URI as it is: it means nothing there. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:@,*/-]*");

    /** Camel looks for these as a whole value: a bean's name, and a placeholder that need not be there. */
    private static final Pattern READ_BY_CAMEL = Pattern.compile("#[A-Za-z0-9._:-]*|\\{\\{\\?[^{}&]*}}");

    private final String path;

    /** In the order that Camel gives them: the same options are then the same endpoint. */
    private final SortedMap<String, String> options = new TreeMap<>();

    private final Map<String, Object> beans = new HashMap<>();

    /**
     * @param host name or address, with or without {@code :port}; an IPv6 address may come without its brackets
     * @throws IllegalArgumentException if there are options in it
     */
    protected MailEndpointBuilder(String scheme, String host) {
        if (host.indexOf('?') >= 0) {
            throw new IllegalArgumentException("A host is no URI: its options are methods here");
        }
        this.path = scheme + ":" + bracketed(host);
    }

    /** @param port 1 to 65535 */
    protected MailEndpointBuilder(String scheme, String host, int port) {
        this(scheme, bracketed(host) + ":" + port);
    }

    private static String bracketed(String host) {
        boolean bareIpv6 = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[") && !host.contains("{{");
        return bareIpv6 ? "[" + host + "]" : host;
    }

    /**
     * Sets an option by its name: to a placeholder or a bean's name where its method takes another type, say.
     *
     * @param value a text, number, boolean, enum or {@link Duration}; anything else is put into Camel's registry
     * @throws IllegalArgumentException if it is a text that Camel could not read in a URI: one with {@code )&} and
     *     {@code }&} in it
     */
    @SuppressWarnings("unchecked") // B is the type of this
    public final B option(String name, Object value) {
        beans.remove(name);
        options.put(name, write(name, value));
        return (B) this;
    }

    private String write(String name, Object value) {
        if (value instanceof CharSequence) {
            return escape(name, value.toString());
        }
        if (value instanceof Duration duration) {
            return String.valueOf(duration.toMillis());
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        beans.put(name, value);
        return "#" + beanName(name, value);
    }

    private static String escape(String name, String text) {
        if (PLAIN.matcher(text).matches() || READ_BY_CAMEL.matcher(text).matches()) {
            return text;
        }
        if (!text.contains(")&")) {
            return "RAW(" + raw(text, ')') + ")";
        }
        if (!text.contains("}&")) {
            return "RAW{" + raw(text, '}') + "}";
        }
        throw new IllegalArgumentException("The value of " + name + " cannot be written in a URI of Camel's:"
                + " put it into the registry, and give #bean: and its name");
    }

    /**
     * Camel takes {@code %25} for a percent sign in what is raw, too. Behind a closing bracket it takes nothing for raw
     * when it decodes the URI, and everything when it reads the options.
     */
    private static String raw(String text, char closing) {
        String raw = text.replace("%25", "%2525");
        int bracket = raw.indexOf(closing);
        return bracket < 0
                ? raw
                : raw.substring(0, bracket) + raw.substring(bracket).replace("%", "%25");
    }

    private static String beanName(String option, Object bean) {
        return option + "-" + Integer.toHexString(System.identityHashCode(bean));
    }

    // ---- for Camel

    /** The URI, secrets included. Beans in it are there once a route was made of it, or {@link #resolve} was called. */
    @Override
    public final String getRawUri() {
        StringJoiner uri = new StringJoiner("&", path + "?", "").setEmptyValue(path);
        options.forEach((name, value) -> uri.add(name + "=" + value));
        return uri.toString();
    }

    /** The URI, without its secrets. */
    @Override
    public final String toString() {
        return URISupport.sanitizeUri(EndpointUri.maskable(getRawUri()));
    }

    @Override
    public final Endpoint resolve(CamelContext context) {
        return resolve(context, Endpoint.class);
    }

    @Override
    public final <T extends Endpoint> T resolve(CamelContext context, Class<T> type) {
        bind(context.getRegistry());
        return context.getEndpoint(getRawUri(), type);
    }

    @Override
    public final Expression expr(CamelContext context) {
        bind(context.getRegistry());
        return context.resolveLanguage("simple")
                .createExpression(EndpointHelper.resolveEndpointUriPropertyPlaceholders(context, getRawUri()));
    }

    private void bind(Registry registry) {
        beans.forEach((option, bean) -> {
            String name = beanName(option, bean);
            Object bound = registry.lookupByName(name);
            if (bound == null) {
                registry.bind(name, bean);
            } else if (bound != bean) {
                throw new IllegalStateException("There is another bean called " + name + " in the registry");
            }
        });
    }

    @Override
    public final void doSetProperty(String name, Object value) {
        option(name, value);
    }

    @Override
    public final void doSetMultiValueProperty(String name, String key, Object value) {
        option(key, value);
    }

    @Override
    public final void doSetMultiValueProperties(String name, String prefix, Map<String, Object> values) {
        values.forEach((key, value) -> option(prefix + key, value));
    }

    // ---- the options

    public B username(String username) {
        return option("username", username);
    }

    public B password(String password) {
        return option("password", password);
    }

    public B authMechanism(AuthMechanism authMechanism) {
        return option("authMechanism", authMechanism.protocolName());
    }

    public B accessToken(String accessToken) {
        return option("accessToken", accessToken);
    }

    public B accessTokenProvider(Supplier<String> accessTokenProvider) {
        return option("accessTokenProvider", accessTokenProvider);
    }

    public B oauth2TokenEndpoint(String oauth2TokenEndpoint) {
        return option("oauth2TokenEndpoint", oauth2TokenEndpoint);
    }

    public B oauth2ClientId(String oauth2ClientId) {
        return option("oauth2ClientId", oauth2ClientId);
    }

    public B oauth2ClientSecret(String oauth2ClientSecret) {
        return option("oauth2ClientSecret", oauth2ClientSecret);
    }

    public B oauth2Scope(String oauth2Scope) {
        return option("oauth2Scope", oauth2Scope);
    }

    public B tls(TlsMode tls) {
        return option("tls", tls);
    }

    public B sslContextParameters(SSLContextParameters sslContextParameters) {
        return option("sslContextParameters", sslContextParameters);
    }

    public B hostnameVerification(boolean hostnameVerification) {
        return option("hostnameVerification", hostnameVerification);
    }

    public B connectTimeout(Duration connectTimeout) {
        return option("connectTimeout", connectTimeout);
    }

    public B readTimeout(Duration readTimeout) {
        return option("readTimeout", readTimeout);
    }

    public B writeTimeout(Duration writeTimeout) {
        return option("writeTimeout", writeTimeout);
    }

    public B localAddress(String localAddress) {
        return option("localAddress", localAddress);
    }

    public B proxyType(ProxySettings.Type proxyType) {
        return option("proxyType", proxyType);
    }

    public B proxyHost(String proxyHost) {
        return option("proxyHost", proxyHost);
    }

    public B proxyPort(int proxyPort) {
        return option("proxyPort", proxyPort);
    }

    public B proxyUsername(String proxyUsername) {
        return option("proxyUsername", proxyUsername);
    }

    public B proxyPassword(String proxyPassword) {
        return option("proxyPassword", proxyPassword);
    }

    public B traceLevel(int traceLevel) {
        return option("traceLevel", traceLevel);
    }

    public B spoolThreshold(long spoolThreshold) {
        return option("spoolThreshold", spoolThreshold);
    }

    public B lazyStartProducer(boolean lazyStartProducer) {
        return option("lazyStartProducer", lazyStartProducer);
    }
}
